package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sends some of a request and closes its sending side, but not the other one. */
final class HalfRequest implements Nuisance {

    private final String part;
    private final Stay stay;

    HalfRequest(String part, Ledger ledger) {
        this.part = part;
        stay = new Stay(ledger, "half a request", Duration.ofMillis(200));
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (stay.hasEnded(wire)) {
            return LEAVES;
        }
        if (stay.isFirstStep()) {
            wire.send(part);
            wire.shutdownOutput();
        }
        return stay.pause();
    }
}
