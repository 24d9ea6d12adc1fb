package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** How long a hostile client stays: until the server closes the connection, which it should have done long before the end. */
final class Stay {

    /** Several times what the server's timeouts allow. */
    private static final Duration TOO_LONG = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final String description;
    private final Duration pause;
    private int steps;

    /** The client is called {@code description} if it could stay to the end, and takes a step each {@code pause}. */
    Stay(Ledger ledger, String description, Duration pause) {
        this.ledger = ledger;
        this.description = description;
        this.pause = pause;
    }

    /** To be asked once in each step. */
    boolean hasEnded(Wire wire) throws IOException {
        if (wire.isClosedByServer()) {
            return true;
        }
        steps++;
        if (pause.multipliedBy(steps).compareTo(TOO_LONG) <= 0) {
            return false;
        }
        ledger.outlasted(description + ", for " + TOO_LONG.toSeconds() + " s");
        return true;
    }

    boolean isFirstStep() {
        return steps == 1;
    }

    Optional<Duration> pause() {
        return Optional.of(pause);
    }
}
