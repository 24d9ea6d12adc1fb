package lkg.server.watch.visit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The visits that need several connections, on one thread. */
final class Crowd {

    private static final int IDLE = 200;
    private static final int SLOW = 6;
    private static final int BLOCKED = 3;
    private static final double LONGEST_ANSWER = 30;
    private static final Duration LOOK = Duration.ofMillis(1);

    private Crowd() {}

    static void isIdle(Run run) throws IOException, InterruptedException {
        List<Caller> callers = new ArrayList<>();
        try {
            connect(callers, IDLE, run);
            run.say(IDLE + " connections are open, and none sends a byte");
            run.pause(4);
        } finally {
            closeAll(callers);
        }
        run.say("all have left");
    }

    static void asksSlowHandlers(Run run) throws IOException {
        String slow = "/lkg-watch/slow?ms=" + run.seconds(1.5).toMillis();
        List<Caller> callers = new ArrayList<>();
        try {
            connect(callers, SLOW + 1, run);
            for (Caller caller : callers.subList(0, SLOW)) {
                caller.sendGet(slow);
            }
            Caller last = callers.get(SLOW);
            last.sendGet("/lkg-watch/small");
            awaitAnswers(callers, run);
        } finally {
            closeAll(callers);
        }
    }

    static void asksOneThatBlocks(Run run) throws IOException, InterruptedException {
        List<Caller> callers = new ArrayList<>();
        try {
            connect(callers, BLOCKED, run);
            callers.get(0).sendGet("/lkg-watch/work?ms=" + run.seconds(1.5).toMillis());
            run.pause(0.2);
            for (Caller caller : callers.subList(1, BLOCKED)) {
                caller.sendGet("/lkg-watch/small");
            }
            awaitAnswers(callers, run);
        } finally {
            closeAll(callers);
        }
    }

    /** Tells of each answer as it comes. */
    private static void awaitAnswers(List<Caller> callers, Run run) throws IOException {
        List<Caller> waiting = new ArrayList<>(callers);
        long endNanos = System.nanoTime() + run.seconds(LONGEST_ANSWER).toNanos();
        while (!waiting.isEmpty() && System.nanoTime() - endNanos < 0) {
            for (Caller caller : List.copyOf(waiting)) {
                if (caller.hears(LOOK)) {
                    caller.answer();
                    waiting.remove(caller);
                }
            }
        }
    }

    private static void connect(List<Caller> callers, int count, Run run) throws IOException {
        while (callers.size() < count) {
            callers.add(new Caller(run, callers.size() + 1));
        }
    }

    private static void closeAll(List<Caller> callers) throws IOException {
        for (Caller caller : callers) {
            caller.close();
        }
    }
}
