package lkg.server.watch.visit;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The program that is the client of one visit. Its arguments are the id of the visit, the server's address and port, and
 * that server's head and stall timeouts in milliseconds.
 *
 * <p>Each line of output is the number of a connection, a space, and what happened to it. It visits this machine only,
 * and ends with its standard input, so that it does not outlive the program that started it.
 */
public final class Visitor {

    private static final Map<String, Scenario> SCENARIOS = Map.ofEntries(
            entry("slow-head", OneClient::sendsSlowly),
            entry("pipeline", OneClient::pipelines),
            entry("reads-nothing", OneClient::readsNothing),
            entry("half-close", OneClient::endsOutput),
            entry("reset", OneClient::resets),
            entry("nonsense", OneClient::sendsNonsense),
            entry("idle", Crowd::isIdle),
            entry("slow-handler", Crowd::asksSlowHandlers),
            entry("work", Crowd::asksOneThatBlocks),
            entry("streams", Subscribers::subscribe),
            entry("stop", Regulars::askUntilTheServerStops));

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_LINES = 300;
    private static final int CROWD = 10_000;
    private static final int ARGUMENTS = 5;
    private static final int ENDED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private Visitor() {}

    public static void main(String[] arguments) throws IOException {
        try {
            Run run = run(arguments);
            endWithInput();
            CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .execute(Visitor::giveUp);
            visit(arguments[0], run);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_ARGUMENTS);
        }
    }

    /** Throws an {@link IllegalArgumentException} with a message for the user if the arguments are wrong. */
    static Run run(String... arguments) throws IOException {
        if (arguments.length != ARGUMENTS || !SCENARIOS.containsKey(arguments[0])) {
            throw new IllegalArgumentException("usage: Visitor ID ADDRESS PORT HEAD_MS STALL_MS");
        }
        InetAddress address = InetAddress.getByName(arguments[1]);
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("a visit goes to this machine only, and not to " + arguments[1]);
        }
        return new Run(
                new InetSocketAddress(address, Integer.parseInt(arguments[2])),
                Duration.ofMillis(Long.parseLong(arguments[3])),
                Duration.ofMillis(Long.parseLong(arguments[4])),
                Duration.ofSeconds(1),
                CROWD,
                lines());
    }

    /** The ids of all visits that it can do. */
    static Set<String> ids() {
        return SCENARIOS.keySet();
    }

    /** Does one visit on this thread. */
    static void visit(String id, Run run) {
        try {
            SCENARIOS.get(id).play(run);
        } catch (IOException e) {
            run.say("the connection broke: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BiConsumer<Integer, String> lines() {
        AtomicInteger count = new AtomicInteger();
        return (who, text) -> {
            if (count.getAndIncrement() < MOST_LINES) {
                System.out.println(who + " " + text);
            }
        };
    }

    private static void endWithInput() {
        Thread thread = new Thread(Visitor::awaitEndOfInput, "input");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() != -1) {
                // Nobody writes to it.
            }
        } catch (IOException e) {
            // It has ended, too.
        }
        Runtime.getRuntime().halt(ENDED);
    }

    private static void giveUp() {
        System.out.println("0 gives up after " + LONGEST.toSeconds() + " s");
        Runtime.getRuntime().halt(ENDED);
    }
}
