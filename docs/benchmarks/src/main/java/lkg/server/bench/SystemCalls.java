package lkg.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts a server's system calls with {@code strace}, in a run of their own: counting slows the server down. */
public final class SystemCalls {

    public static final String METRIC = "system calls per request";

    private static final Pattern TOTAL =
            Pattern.compile("(?m)^100\\.00\\s+\\S+\\s+(?:\\S+\\s+)?(\\d+)\\s+(?:\\d+\\s+)?total");

    private static final int MILLIS_TO_ATTACH = 500;

    private SystemCalls() {}

    /** Sends requests to the server. */
    @FunctionalInterface
    public interface Load {
        Wrk.Result run() throws IOException, InterruptedException;
    }

    /** System calls of all its threads, divided by the requests that were answered; empty without {@code strace}. */
    public static OptionalDouble perRequest(ServerProcess server, Load load) throws IOException, InterruptedException {
        if (!Commands.isInstalled("strace")) {
            return OptionalDouble.empty();
        }
        Path counts = Files.createTempFile("strace", ".txt");
        String pid = String.valueOf(server.servingPid());
        Process strace = new ProcessBuilder("strace", "-c", "-f", "-q", "-o", counts.toString(), "-p", pid)
                .inheritIO()
                .start();
        Thread.sleep(MILLIS_TO_ATTACH);
        Wrk.Result result = load.run();
        strace.destroy();
        strace.waitFor();
        Matcher total = TOTAL.matcher(Files.readString(counts));
        return total.find() && result.requests() > 0
                ? OptionalDouble.of(Double.parseDouble(total.group(1)) / result.requests())
                : OptionalDouble.empty();
    }
}
