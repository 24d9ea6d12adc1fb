package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sends the head of a request byte by byte, and never its end ("slowloris"). */
final class SlowHead implements Nuisance {

    private final Stay stay;

    SlowHead(Ledger ledger) {
        stay = new Stay(ledger, "a head that drips", Duration.ofMillis(300));
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (stay.hasEnded(wire)) {
            return LEAVES;
        }
        wire.send(stay.isFirstStep() ? "GET /" : "x");
        return stay.pause();
    }
}
