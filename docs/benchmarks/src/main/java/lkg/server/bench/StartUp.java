package lkg.server.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lkg.bench.Figures;

/**
 * The time from starting a process to the first answer: our server as it is, the same with an archive of its classes
 * (class-data sharing), and the JDK's own {@code jwebserver}, where there is one.
 */
final class StartUp {

    static final String NAME = "START_UP";

    private static final Path JAR = Path.of("../../server/target/lkg-server.jar");
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final long MILLIS_BETWEEN_TRIES = 5;

    private final Figures figures;
    private final Path directory;
    private final Path archive = Files.createTempDirectory("archive").resolve("lkg-server.jsa");

    StartUp(Figures figures, Path directory) throws IOException {
        this.figures = figures;
        this.directory = directory;
    }

    void measure(int rounds) throws IOException, InterruptedException {
        firstAnswerMillis(ours(ServerProcess.freePort(), "-XX:ArchiveClassesAtExit=" + archive));
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            int port = ServerProcess.freePort();
            commands.put("lkg", ours(port));
            commands.put("lkg-cds", ours(port, "-XX:SharedArchiveFile=" + archive));
            Path jwebserver = JAVA_HOME.resolve("bin").resolve("jwebserver");
            if (Files.exists(jwebserver)) {
                commands.put("jwebserver", List.of(jwebserver.toString(), "-d", directory.toString(), "-p", "" + port));
            }
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                double millis = firstAnswerMillis(command.getValue());
                figures.add("ms from start to first answer", "start-up", command.getKey(), round, millis);
            }
        }
    }

    private List<String> ours(int port, String... options) {
        List<String> command =
                new ArrayList<>(List.of(JAVA_HOME.resolve("bin").resolve("java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", JAR.toString(), directory.toString(), "-p", "" + port));
        return command;
    }

    /** Ends the process in good order, which is when an archive is written. */
    private static double firstAnswerMillis(List<String> command) throws IOException, InterruptedException {
        int port = Integer.parseInt(command.get(command.size() - 1));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .redirectErrorStream(true)
                .start();
        try {
            while (!answers(port)) {
                if (!process.isAlive()) {
                    throw new IOException("does not start: " + command);
                }
                Thread.sleep(MILLIS_BETWEEN_TRIES);
            }
            return (System.nanoTime() - start) / 1e6;
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /small.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
