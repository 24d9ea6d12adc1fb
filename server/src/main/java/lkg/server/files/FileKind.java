package lkg.server.files;

import java.util.Set;

/** Which icon a listing shows for an entry. */
enum FileKind {
    DIRECTORY("d"),
    IMAGE("i"),
    VIDEO("v"),
    AUDIO("a"),
    ARCHIVE("z"),
    PDF("p"),
    TEXT("t"),
    OTHER("o");

    private static final Set<String> ARCHIVES = Set.of(
            "application/zip",
            "application/gzip",
            "application/zstd",
            "application/x-tar",
            "application/x-bzip",
            "application/x-bzip2",
            "application/x-xz",
            "application/x-7z-compressed",
            "application/vnd.rar",
            "application/x-rar-compressed",
            "application/java-archive");

    /** In {@code listing.css}. */
    final String cssClass;

    FileKind(String cssClass) {
        this.cssClass = cssClass;
    }

    static FileKind of(ListedEntry entry) {
        return entry.isDirectory() ? DIRECTORY : ofMediaType(MediaTypes.of(entry.name()));
    }

    private static FileKind ofMediaType(String withParameters) {
        String type = withParameters.split(";", 2)[0];
        return switch (type.substring(0, type.indexOf('/'))) {
            case "image" -> IMAGE;
            case "video" -> VIDEO;
            case "audio" -> AUDIO;
            case "text" -> TEXT;
            default -> {
                if (type.equals("application/pdf")) {
                    yield PDF;
                }
                if (type.endsWith("json") || type.endsWith("xml") || type.endsWith("script")) {
                    yield TEXT;
                }
                yield ARCHIVES.contains(type) ? ARCHIVE : OTHER;
            }
        };
    }
}
