package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Connects and is silent. */
final class IdleGuest implements Nuisance {

    private final Stay stay;

    IdleGuest(Ledger ledger) {
        stay = new Stay(ledger, "an idle connection", Duration.ofMillis(200));
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        return stay.hasEnded(wire) ? LEAVES : stay.pause();
    }
}
