package lkg.server.watch.visit;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The visits that need one connection. */
final class OneClient {

    private static final String SLOW_HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: slow\r\n\r\n";
    private static final String NONSENSE = "Hello? Is anybody there?\r\n\r\n";
    private static final String LARGE = "/lkg-watch/large";
    private static final String SMALL = "/lkg-watch/small?n=";
    private static final int PIPELINED = 20;
    private static final int PARTS_OF_HEAD_TIME = 10;
    private static final int BYTES_BEFORE_RESET = 1024 * 1024;
    private static final double LONGEST_PATIENCE = 15;

    private OneClient() {}

    /** Never sends the last byte. */
    static void sendsSlowly(Run run) throws IOException {
        Duration tenth = run.head().dividedBy(PARTS_OF_HEAD_TIME);
        Duration between = tenth.compareTo(run.second()) < 0 ? tenth : run.second();
        try (Caller caller = new Caller(run, 1)) {
            for (int i = 0; i < SLOW_HEAD.length() - 1; i++) {
                String next = SLOW_HEAD.substring(i, i + 1);
                caller.send(next);
                caller.say(
                        "sent \"" + Caller.printable(next) + "\" (byte " + (i + 1) + " of " + SLOW_HEAD.length() + ")");
                if (caller.hears(between)) {
                    if (caller.answer().isPresent()) {
                        caller.awaitEnd();
                    }
                    return;
                }
            }
            caller.say("was not refused, and leaves before its head is complete");
        }
    }

    static void pipelines(Run run) throws IOException {
        String requests = IntStream.rangeClosed(1, PIPELINED)
                .mapToObj(n -> Caller.get(SMALL + n))
                .collect(Collectors.joining());
        try (Caller caller = new Caller(run, 1)) {
            caller.send(requests);
            caller.say("sent " + PIPELINED + " requests in one write of " + requests.length() + " bytes");
            for (int n = 1; n <= PIPELINED && caller.answer().isPresent(); n++) {
                // It tells of each.
            }
        }
    }

    /** Waits until the server has given up, if that is soon: the kernel may still take some bytes in a second period. */
    static void readsNothing(Run run) throws IOException, InterruptedException {
        Duration longest = run.seconds(LONGEST_PATIENCE);
        Duration untilStalled = run.stall().multipliedBy(2).plus(run.seconds(2));
        try (Caller caller = new Caller(run, 1)) {
            caller.sendGet(LARGE);
            if (untilStalled.compareTo(longest) > 0) {
                Thread.sleep(longest.toMillis());
                caller.say("has read nothing, and leaves" + caller.after());
            } else {
                Thread.sleep(untilStalled.toMillis());
                caller.say("has read nothing until now" + caller.after());
                caller.say(
                        "read " + caller.skip(Long.MAX_VALUE) + " bytes, which had waited in the kernel, and the end");
            }
        }
    }

    static void endsOutput(Run run) throws IOException {
        try (Caller caller = new Caller(run, 1)) {
            caller.sendGet("/lkg-watch/slow?ms=" + run.seconds(1).toMillis());
            caller.endOutput();
            caller.say("shut its output down: the server reads -1 behind the request");
            if (caller.answer().isPresent()) {
                caller.awaitEnd();
            }
        }
    }

    static void resets(Run run) throws IOException, InterruptedException {
        try (Caller caller = new Caller(run, 1)) {
            caller.sendGet(LARGE);
            caller.say("read " + caller.skip(BYTES_BEFORE_RESET) + " bytes, and no more");
            run.pause(1);
            caller.reset();
            caller.say("reset the connection" + caller.after());
        }
    }

    static void sendsNonsense(Run run) throws IOException, InterruptedException {
        try (Caller caller = new Caller(run, 1)) {
            caller.send(NONSENSE);
            caller.say("sent \"" + Caller.printable(NONSENSE) + "\"");
            if (caller.answer().isPresent()) {
                caller.awaitEnd();
                caller.say("but it still reads what we send");
                for (int i = 0; i < 3; i++) {
                    run.pause(0.5);
                    caller.send("more ");
                    caller.say("sent 5 more bytes");
                }
                run.pause(0.5);
            }
        }
        run.say(1, "closed the connection");
    }
}
