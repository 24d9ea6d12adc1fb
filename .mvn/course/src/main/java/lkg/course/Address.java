package lkg.course;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Where a file or folder of the project is in the site. What is in {@code docs} stands at the top, all else in {@code
 * source}. A README is the index of its folder.
 */
final class Address {

    static final String PROJECT_README = "README.md";

    private static final Set<String> PICTURES = Set.of("svg", "png");

    private Address() {}

    static String of(Project project, String path) {
        if (project.isFolder(path)) {
            return (path.equals("docs") ? "" : folder(path)) + "index.html";
        }
        String place = place(path);
        if (isPicture(path)) {
            return place;
        }
        if (isRecording(path)) {
            return place.replaceFirst("\\.json$", ".html");
        }
        if (!path.endsWith(".md")) {
            return place + ".html";
        }
        return place.replaceFirst("README\\.md$", "index.md").replaceFirst("\\.md$", ".html");
    }

    static boolean isPicture(String path) {
        return PICTURES.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether it is a recording of the live picture: its page plays it. */
    static boolean isRecording(String path) {
        return path.startsWith("docs/recordings/") && path.endsWith(".json");
    }

    /** How a page at {@code from} links to {@code to}. */
    static String relative(String from, String to) {
        Path parent = Path.of("/" + from).getParent();
        return parent.relativize(Path.of("/" + to)).toString().replace('\\', '/');
    }

    private static String folder(String path) {
        return path.isEmpty() ? "source/" : place(path) + "/";
    }

    /** The server does not serve what begins with a dot. */
    private static String place(String path) {
        String visible = path.replaceAll("(^|/)\\.", "$1");
        return visible.startsWith("docs/") ? visible.substring("docs/".length()) : "source/" + visible;
    }
}
