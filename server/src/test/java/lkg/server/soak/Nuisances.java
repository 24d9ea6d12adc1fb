package lkg.server.soak;

import java.util.List;
import java.util.Random;

/** Makes hostile clients of each kind. */
final class Nuisances {

    private static final List<String> LARGE_ANSWERS = List.of("/generated", "/files/large", "/events");

    /** The kinds have numbers, from 0. */
    static final int KINDS = 10;

    private Nuisances() {}

    /** A client of the kind with this number; {@code random} chooses the rest. */
    static Nuisance ofKind(int number, Random random, Ledger ledger) {
        return switch (number) {
            case 0 -> new SlowHead(ledger);
            case 1 -> new BodyDripper("/length", ledger);
            case 2 -> new BodyDripper("/upload", ledger);
            case 3 -> new UnfinishedUpload(ledger);
            case 4 -> new NonReader(Requests.any(LARGE_ANSWERS, random), 500 + random.nextInt(5_000));
            case 5 -> new SlowReader(Requests.any(LARGE_ANSWERS, random), pieceBytes(random), random.nextInt(10));
            case 6 -> new Aborter(random);
            case 7 -> new HalfRequest(random.nextBoolean() ? "GET /" : "POST /length", ledger);
            case 8 -> new Leaver("/events", random.nextInt(50));
            case 9 -> new Leaver("/never", random.nextInt(80));
            default -> throw new IllegalArgumentException("there is no kind " + number);
        };
    }

    private static int pieceBytes(Random random) {
        return random.nextBoolean() ? 1 : 4_000;
    }
}
