package lkg.course;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that the pages are written to. */
final class Site {

    private final Path folder;
    private final Set<Path> written = new HashSet<>();

    Site(Path folder) {
        this.folder = folder;
    }

    void write(String address, String text) throws IOException {
        Files.writeString(place(address), text);
    }

    void copy(Path file, String address) throws IOException {
        Files.copy(file, place(address), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a file that is beside this class. */
    void copyResource(String name) throws IOException {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            Files.copy(in, place(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes the pages of an earlier build whose sources are gone. */
    void deleteOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.walk(folder)) {
            others = files.filter(Files::isRegularFile)
                    .filter(file -> !written.contains(file))
                    .toList();
        }
        for (Path other : others) {
            Files.delete(other);
        }
    }

    private Path place(String address) throws IOException {
        Path file = folder.resolve(address);
        Files.createDirectories(file.getParent());
        written.add(file);
        return file;
    }
}
