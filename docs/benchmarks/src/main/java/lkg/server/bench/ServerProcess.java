package lkg.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One running {@link Subject}, and what the kernel and the JVM know of it. */
public final class ServerProcess implements AutoCloseable {

    /** What the kernel counts processor time in, on every Linux that a JVM runs on. */
    private static final double TICKS_PER_SECOND = 100;

    public final Subject subject;
    public final int port;
    private final Process process;
    private final BufferedReader out;

    /** Starts it, and returns as soon as it listens. */
    public ServerProcess(Subject subject, Path directory) throws IOException, InterruptedException {
        this(subject, directory, List.of());
    }

    /** The same, with a command in front of its own that starts it in a special way. */
    public ServerProcess(Subject subject, Path directory, List<String> starter)
            throws IOException, InterruptedException {
        this.subject = subject;
        this.port = freePort();
        List<String> command = new ArrayList<>(starter);
        command.addAll(subject.command(port, directory));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // nginx would go on after an interrupted benchmark.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        awaitListening();
    }

    /** Seconds of processor time that it has used so far, with its children. */
    public double cpuSeconds() throws IOException {
        double ticks = 0;
        for (ProcessHandle each : processes()) {
            ticks += ticks(each.pid());
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long ticks(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // From the 14th field: utime, stime, and the same of children that have ended. The 2nd, a name in brackets,
            // may hold spaces.
            return Stream.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                    .skip(11)
                    .limit(4)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (NoSuchFileException e) {
            return 0; // A child that has ended since it was found: its parent has its time.
        }
    }

    /** Bytes of memory that it occupies, with its children: the kernel's VmRSS. */
    public long residentBytes() throws IOException {
        long kibibytes = 0;
        for (ProcessHandle each : processes()) {
            String resident = Files.readAllLines(Path.of("/proc/" + each.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            kibibytes += Long.parseLong(resident.replaceAll("\\D", ""));
        }
        return kibibytes * 1024;
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Bytes that its threads have allocated so far; nginx does not tell. */
    public OptionalDouble allocatedBytes() throws IOException {
        if (subject.isNginx()) {
            return OptionalDouble.empty();
        }
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("allocated ")) {
                return OptionalDouble.of(Double.parseDouble(line.substring("allocated ".length())));
            }
        }
        throw new IOException(subject.name() + " has ended");
    }

    /** The process that serves: nginx has a master beside it. */
    long servingPid() {
        return process.descendants().findFirst().orElse(process.toHandle()).pid();
    }

    /** Bytes of live objects, after a collection; nginx does not tell. */
    public OptionalDouble liveHeapBytes() throws IOException, InterruptedException {
        if (subject.isNginx()) {
            return OptionalDouble.empty();
        }
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String histogram = Commands.output(jcmd.toString(), String.valueOf(process.pid()), "GC.class_histogram");
        String total = histogram.lines().reduce((first, last) -> last).orElseThrow();
        return OptionalDouble.of(Double.parseDouble(total.strip().split("\\s+")[2]));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - giveUp > 0) {
                    throw new IOException(subject.name() + " does not start", e);
                }
                Thread.sleep(20);
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
