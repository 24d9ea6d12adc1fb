package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Stays until the server closes the connection, which it should have done long before this client gives up. */
final class Stayer implements Nuisance {

    interface Act {
        void on(Wire wire) throws IOException;
    }

    /** Several times what the server's timeouts allow. */
    private static final Duration TOO_LONG = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Ledger ledger;
    private final String name;
    private final Act first;
    private final Act then;
    private int steps;

    /** In its first step it does {@code first}, and in each further one {@code then}. */
    Stayer(Ledger ledger, String name, Act first, Act then) {
        this.ledger = ledger;
        this.name = name;
        this.first = first;
        this.then = then;
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (wire.isClosedByServer()) {
            return LEAVES;
        }
        if (PAUSE.multipliedBy(steps).compareTo(TOO_LONG) > 0) {
            ledger.outlasted(name + ", for " + TOO_LONG.toSeconds() + " s");
            return LEAVES;
        }
        (steps++ == 0 ? first : then).on(wire);
        return Optional.of(PAUSE);
    }
}
