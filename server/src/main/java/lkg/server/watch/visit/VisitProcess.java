package lkg.server.watch.visit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a {@link Visitor} in a process of its own, so that the clients take no thread, memory or descriptor of the server
 * that is watched. One at a time. Thread-safe.
 */
public final class VisitProcess implements AutoCloseable {

    /** What the visit {@code stop} says when the server is to be stopped. */
    public static final String READY_TO_STOP = Regulars.READY;

    /** More than a visitor takes before it ends itself. */
    private static final long LONGEST_SECONDS = 70;

    private static final Pattern LINE = Pattern.compile("(\\d{1,6}) (.*)");

    private Optional<Process> running = Optional.empty();

    /**
     * Starts a visit, and returns false if another one still runs.
     *
     * @param head how long the server waits for the head of a request
     * @param stall how long it waits for a client that takes nothing of a response
     * @param onBegin is called once, if the visit begins, before the first line
     * @param onLine is called on a thread of its own with the number of a connection, or 0, and what happened to it
     * @param onEnd is called once, behind the last line and before another visit can begin
     * @throws IOException if no process can be started
     */
    public synchronized boolean start(
            Visit visit,
            InetSocketAddress server,
            Duration head,
            Duration stall,
            Runnable onBegin,
            BiConsumer<Integer, String> onLine,
            Runnable onEnd)
            throws IOException {
        if (running.isPresent()) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx128m", "-XX:+UseSerialGC"));
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(program());
        command.addAll(List.of(visit.id(), host(server), String.valueOf(server.getPort())));
        command.addAll(List.of(String.valueOf(head.toMillis()), String.valueOf(stall.toMillis())));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        running = Optional.of(process);
        onBegin.run();
        process.onExit().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).whenComplete((ended, tooLate) -> {
            if (tooLate != null) {
                process.destroyForcibly();
            }
        });
        Thread reader = new Thread(() -> read(process, onLine, onEnd), "lkg-visit");
        reader.setDaemon(true);
        reader.start();
        return true;
    }

    /** The process of the visit that runs. */
    synchronized Optional<Process> running() {
        return running;
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .filter(command -> Path.of(command).getFileName().toString().matches("java(\\.exe)?"))
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** The same classes as this process has. */
    private static List<String> program() {
        String name = Visitor.class.getName();
        Module module = Visitor.class.getModule();
        if (!module.isNamed()) {
            return List.of("-cp", System.getProperty("java.class.path"), name);
        }
        List<String> program = new ArrayList<>();
        Optional.ofNullable(System.getProperty("jdk.module.path")).ifPresent(path -> {
            program.add("-p");
            program.add(path);
        });
        program.addAll(List.of("-m", module.getName() + "/" + name));
        return program;
    }

    /** A server that listens on all addresses is visited on the loopback address. */
    private static String host(InetSocketAddress server) {
        InetAddress address = server.getAddress();
        return (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
    }

    private void read(Process process, BiConsumer<Integer, String> onLine, Runnable onEnd) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                Matcher parts = LINE.matcher(line);
                if (parts.matches()) {
                    onLine.accept(Integer.valueOf(parts.group(1)), parts.group(2));
                } else {
                    // A word of the JVM.
                    onLine.accept(0, line);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            // The process was killed.
        } finally {
            process.destroyForcibly();
            synchronized (this) {
                onEnd.run();
                running = Optional.empty();
            }
        }
    }

    /** Ends the visit that runs. */
    @Override
    public synchronized void close() {
        running.ifPresent(Process::destroyForcibly);
    }
}
