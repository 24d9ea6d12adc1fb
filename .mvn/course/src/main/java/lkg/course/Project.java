package lkg.course;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The project's files. A path is a string from the project's root, with a slash between the names on any system; the
 * root itself is the empty string.
 */
record Project(Path root) {

    Path file(String path) {
        return root.resolve(path);
    }

    boolean isFile(String path) {
        return Files.isRegularFile(file(path));
    }

    boolean isFolder(String path) {
        return Files.isDirectory(file(path));
    }

    String text(String path) throws IOException {
        // Git on Windows may have written other line ends.
        return Files.readString(file(path)).replace("\r\n", "\n");
    }

    /** A learner's folder is a copy of the project with parts left out; the lab leaves its mark there. */
    boolean isLearners() {
        return isFile(".lab/lab.properties");
    }

    /** All Markdown pages of the docs, and the project's README. */
    List<String> pages() throws IOException {
        List<String> pages = new ArrayList<>(files());
        pages.removeIf(
                path -> !path.endsWith(".md") || !(path.startsWith("docs/") || path.equals(Address.PROJECT_README)));
        return pages;
    }

    /** All Java files and poms. */
    List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>(files());
        sources.removeIf(path -> !path.endsWith(".java") && !path.endsWith("pom.xml"));
        return sources;
    }

    /** The names in a folder that belong to the project, sorted. */
    List<String> children(String folder) throws IOException {
        try (var children = Files.list(file(folder))) {
            return children.filter(child -> !isIgnored(child))
                    .map(this::path)
                    .sorted()
                    .toList();
        }
    }

    /** The page that stands for a folder: its README, or else the folder itself. A file stands for itself. */
    String indexOf(String path) {
        String readme = path.isEmpty() ? Address.PROJECT_README : path + "/README.md";
        return isFolder(path) && isFile(readme) ? readme : path;
    }

    /** Where {@code link}, which stands in the file {@code from}, leads; empty if that is outside the project. */
    Optional<String> resolve(String from, String link) {
        Path parent = Path.of("/" + from).getParent();
        Path target = Path.of("/").relativize(parent).resolve(link).normalize();
        return target.isAbsolute() || target.startsWith("..") ? Optional.empty() : Optional.of(slashes(target));
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isIgnored(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(path(file));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    /** What the build, Git or an editor has made. */
    private boolean isIgnored(Path file) {
        String name = String.valueOf(file.getFileName());
        return !file.equals(root)
                && (name.equals("target") || name.startsWith(".") && !name.equals(".mvn") && !name.equals(".ci"));
    }

    private String path(Path file) {
        return slashes(root.relativize(file));
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
