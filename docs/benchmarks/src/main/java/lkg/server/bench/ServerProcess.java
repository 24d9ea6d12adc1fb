package lkg.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One running {@link Subject}, and what the kernel and the JVM know of it. */
final class ServerProcess {

    /** What the kernel counts processor time in, on every Linux that a JVM runs on. */
    private static final double TICKS_PER_SECOND = 100;

    final Subject subject;
    final int port;
    private final Process process;
    private final BufferedReader out;

    ServerProcess(Subject subject, Path directory) throws IOException, InterruptedException {
        this.subject = subject;
        this.port = freePort();
        process = new ProcessBuilder(subject.command(port, directory))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        awaitListening();
    }

    /** Seconds of processor time that it has used so far, with its children. */
    double cpuSeconds() throws IOException {
        double ticks = 0;
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            String stat = Files.readString(Path.of("/proc/" + each.pid() + "/stat"));
            // utime and stime, the 14th and 15th field; the 2nd, a name in brackets, may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Bytes that its threads have allocated so far; nginx does not tell. */
    OptionalDouble allocatedBytes() throws IOException {
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
    OptionalDouble liveHeapBytes() throws IOException, InterruptedException {
        if (subject.isNginx()) {
            return OptionalDouble.empty();
        }
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String histogram = Commands.output(jcmd.toString(), String.valueOf(process.pid()), "GC.class_histogram");
        String total = histogram.lines().reduce((first, last) -> last).orElseThrow();
        return OptionalDouble.of(Double.parseDouble(total.strip().split("\\s+")[2]));
    }

    void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
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
