package lkg.server.bench.restart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One instance of the runnable jar, which can be stopped and started again on the same port. */
final class Instance implements AutoCloseable {

    private static final Path JAR = Path.of("../../server/target/lkg-server.jar");

    final int port = Ports.free();
    final int adminPort = Ports.free();
    private final List<String> command;
    private Child child;

    /** Starts it; {@code options} are further options of the command line. */
    Instance(Site site, List<String> options) throws IOException, InterruptedException {
        Stream<String> always = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                site.directory.toString(),
                "--quiet",
                "--port",
                String.valueOf(port),
                "--admin",
                String.valueOf(adminPort));
        command = Stream.concat(always, options.stream()).toList();
        start();
    }

    /** Returns when it answers. */
    void start() throws IOException, InterruptedException {
        child = new Child(command, port);
    }

    /** Stops it as an operator would, and returns the exit status. */
    int stop() throws IOException, InterruptedException {
        return child.stop();
    }

    @Override
    public void close() {
        child.close();
    }
}
