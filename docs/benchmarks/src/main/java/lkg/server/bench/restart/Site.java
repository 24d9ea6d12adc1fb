package lkg.server.bench.restart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder, with the directory that the instances serve, and room for what a proxy needs. */
final class Site implements AutoCloseable {

    final Path folder = Files.createTempDirectory("lkg-restart");
    final Path directory = Files.createDirectory(folder.resolve("site"));

    Site() throws IOException {
        Files.write(directory.resolve("small.txt"), Request.SMALL_FILE.file());
        Files.write(directory.resolve("large.txt"), Request.LARGE_FILE.file());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
