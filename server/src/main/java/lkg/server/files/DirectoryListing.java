package lkg.server.files;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A page that lists a directory which has no index. */
final class DirectoryListing {

    private DirectoryListing() {}

    /**
     * Returns the page as HTML. A file name may have any character, so it is escaped once for the link and once for the
     * text. The links are relative: they work below a mount and behind a proxy that adds a prefix.
     *
     * @param urlPath of the directory, decoded, for the title
     */
    static String of(Root root, Path directory, String urlPath) throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(escapeHtml(urlPath))
                .append("</title>\n<h1>")
                .append(escapeHtml(urlPath))
                .append("</h1>\n<ul>\n");
        if (!urlPath.equals("/")) {
            appendLink(page, "../");
        }
        for (String name : servedNames(root, directory)) {
            appendLink(page, name);
        }
        return page.append("</ul>\n</html>\n").toString();
    }

    /** Directories first, each with its slash. */
    private static List<String> servedNames(Root root, Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(root::serves)
                    .map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .sorted(Comparator.comparing((String name) -> !name.endsWith("/"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static void appendLink(StringBuilder page, String name) {
        // "./" in front: without it a name like "javascript:x" would be read as a URL of its own.
        String href = name.equals("../") ? name : "./" + escapeUrl(name);
        page.append("<li><a href=\"")
                .append(href)
                .append("\">")
                .append(escapeHtml(name))
                .append("</a></li>\n");
    }

    private static String escapeUrl(String name) {
        boolean isDirectory = name.endsWith("/");
        String plain = isDirectory ? name.substring(0, name.length() - 1) : name;
        // URLEncoder encodes for forms, which write a space as "+"; in a path it is "%20".
        String encoded = URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
        return isDirectory ? encoded + "/" : encoded;
    }

    private static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
