package lkg.server.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the clients connect to: the server process that runs now, or the next one on the same port. Any thread may ask;
 * the test's thread alone makes changes.
 */
final class Target implements AutoCloseable {

    private static final Duration LONGEST_RESTART = Duration.ofSeconds(30);

    private final Path files;
    private final String classPath;
    private final List<String> exits = new ArrayList<>();
    private volatile ServerProcess server;
    private volatile Fault fault = Fault.NONE;

    /** Starts the first process, which finds all that it needs in {@code directory}. */
    Target(Path directory) throws IOException {
        classPath = PackedClassPath.in(directory.resolve("jars"));
        files = Files.createDirectory(directory.resolve("files"));
        Sample.writeTo(files);
        server = start(0);
    }

    private ServerProcess start(int port) throws IOException {
        return ServerProcess.start(classPath, port, files, log(exits.size() + 1));
    }

    /** Where the process with this number, from 1, logs. */
    static Path log(int number) {
        return Path.of("target", "soak-server-" + number + ".log");
    }

    ServerProcess server() {
        return server;
    }

    int port() {
        return server.port();
    }

    /** What is being done to the server now. */
    Fault fault() {
        return fault;
    }

    void suffers(Fault now) {
        fault = now;
    }

    void restart() throws IOException, InterruptedException {
        stop();
        server.close();
        server = start(port());
    }

    void stop() throws IOException, InterruptedException {
        exits.add(server.stop());
    }

    void awaitRestarted() {
        await("the server has been restarted").atMost(LONGEST_RESTART).until(() -> fault != Fault.RESTART);
    }

    /** How the processes ended that have ended, in order. */
    List<String> exits() {
        return exits;
    }

    @Override
    public void close() {
        server.close();
    }
}
