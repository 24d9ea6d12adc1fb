package lkg.server.soak;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Makes hostile clients of each kind. */
final class Nuisances {

    private static final List<String> LARGE_ANSWERS = List.of("/generated", "/files/large", "/events");
    private static final int UPLOAD_BYTES = 1024 * 1024;
    private static final byte[] ALL_BUT_THE_LAST = new byte[UPLOAD_BYTES - 1];

    private Nuisances() {}

    /** Their argument chooses what the kind leaves open. */
    static List<Function<Random, Nuisance>> ofEachKind(Ledger ledger) {
        return List.of(
                random -> drippingHead(ledger),
                random -> drippingBody("/length", ledger),
                random -> drippingBody("/upload", ledger),
                random -> unfinishedUpload(ledger),
                random -> halfRequest(random.nextBoolean() ? "GET /" : "POST /length", ledger),
                // Nothing or one byte a second: too slow.
                random -> new Reader(
                        anyLargeAnswer(random), random.nextInt(2), Duration.ofSeconds(1), random.nextInt(12)),
                // Fast enough. Leaves before the grace of a stop is over, which would cut it off.
                random -> new Reader(anyLargeAnswer(random), 4_000, Duration.ofSeconds(1), random.nextInt(7)),
                random -> new Reader("/events", 100_000, Duration.ofMillis(100), random.nextInt(50)),
                random -> new Reader("/never", 1_000, Duration.ofMillis(100), random.nextInt(80)),
                Aborter::new);
    }

    private static String anyLargeAnswer(Random random) {
        return Requests.any(LARGE_ANSWERS, random);
    }

    /** Connects and is silent. */
    static Nuisance idleGuest(Ledger ledger) {
        return new Stayer(ledger, "an idle connection", wire -> {}, wire -> {});
    }

    /** Known as "slowloris". */
    private static Nuisance drippingHead(Ledger ledger) {
        return new Stayer(ledger, "a head that drips", wire -> wire.send("GET /"), wire -> wire.send("x"));
    }

    /** There is always progress, but never an end. */
    private static Nuisance drippingBody(String target, Ledger ledger) {
        return new Stayer(
                ledger,
                "a body that drips into " + target,
                wire -> wire.send(Request.postHead(target, 10_000), 0),
                wire -> wire.send("x"));
    }

    /** Sends all of a large body but its last byte. */
    static Nuisance unfinishedUpload(Ledger ledger) {
        AtomicInteger sent = new AtomicInteger();
        return new Stayer(
                ledger,
                "an upload without its last byte",
                wire -> wire.send(Request.postHead("/length", UPLOAD_BYTES), 0),
                wire -> sent.addAndGet(wire.send(ALL_BUT_THE_LAST, sent.get())));
    }

    /** Closes its sending side in the middle of a request, but not the other one. */
    private static Nuisance halfRequest(String part, Ledger ledger) {
        return new Stayer(
                ledger,
                "half a request",
                wire -> {
                    wire.send(part);
                    wire.shutdownOutput();
                },
                wire -> {});
    }
}
