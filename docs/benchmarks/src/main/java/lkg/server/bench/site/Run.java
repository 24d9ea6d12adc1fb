package lkg.server.bench.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import lkg.server.bench.ServerProcess;
import lkg.server.bench.SystemCalls;
import lkg.server.bench.Wrk;

/**
 * One run of the load generator, and the processor time of all who took part.
 *
 * @param serverSeconds what the server took
 * @param otherProcessors how many processors were busy with something else on this machine
 */
record Run(Wrk.Result result, double serverSeconds, double otherProcessors) {

    private static final double TICKS_PER_SECOND = 100;

    /** A run that shares its processors with something else is repeated, but not for ever. */
    private static final double MOST_OTHER_PROCESSORS = 0.1;

    private static final int MOST_TRIES = 5;

    /** Lets {@code load} ask the server. */
    static Run of(ServerProcess server, SystemCalls.Load load) throws IOException, InterruptedException {
        double busy = busySeconds();
        double clients = clientSeconds();
        double before = server.cpuSeconds();
        Wrk.Result result = load.run();
        double used = server.cpuSeconds() - before;
        double others = busySeconds() - busy - used - (clientSeconds() - clients);
        if (result.requests() == 0 || result.errors() > 0) {
            throw new IOException(server.subject.name() + " failed: " + result);
        }
        return new Run(result, used, others * result.requestsPerSecond() / result.requests());
    }

    /** Repeats a run that was disturbed, and returns the one that was disturbed least. */
    static Run undisturbed(Callable<Run> attempt) throws Exception {
        Run best = attempt.call();
        for (int i = 1; i < MOST_TRIES && best.otherProcessors > MOST_OTHER_PROCESSORS; i++) {
            Run again = attempt.call();
            best = again.otherProcessors < best.otherProcessors ? again : best;
        }
        return best;
    }

    double cpuMicrosPerRequest() {
        return serverSeconds * 1e6 / result.requests();
    }

    /** Processors that the server used. Below 1 it waited: for the load generator or for its processor. */
    double serverProcessors() {
        return serverSeconds * result.requestsPerSecond() / result.requests();
    }

    /** All processors, since the machine was started, without what they were idle. */
    private static double busySeconds() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
        // After "cpu": user, nice, system, idle, iowait, irq, softirq, steal.
        return sum(fields, 1, 2, 3, 6, 7, 8);
    }

    /** This process, and its children that have ended, as wrk has. */
    private static double clientSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return sum(fields, 11, 12, 13, 14);
    }

    private static double sum(String[] fields, int... indices) {
        return Arrays.stream(indices).mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS_PER_SECOND;
    }
}
