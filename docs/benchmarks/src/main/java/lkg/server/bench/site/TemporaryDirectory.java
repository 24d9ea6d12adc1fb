package lkg.server.bench.site;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory to serve, readable for everybody: nginx gives up its rights to another user. Closing deletes it. */
final class TemporaryDirectory implements AutoCloseable {

    final Path path;

    TemporaryDirectory(String name) throws IOException {
        path = Files.createTempDirectory(name);
        makeReadable(path);
        // For a benchmark that is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
    }

    /** Makes a directory in it. */
    Path directory(String name) throws IOException {
        Path directory = Files.createDirectory(path.resolve(name));
        makeReadable(directory);
        return directory;
    }

    /** Makes a file in {@code directory}. */
    static void file(Path directory, String name, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        file.toFile().setReadable(true, false);
    }

    private static void makeReadable(Path directory) {
        directory.toFile().setReadable(true, false);
        directory.toFile().setExecutable(true, false);
    }

    @Override
    public void close() {
        delete();
    }

    private void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.println("not deleted: " + path + ": " + e);
        }
    }
}
