package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sends the body of a request byte by byte, so that there is always progress, but never its end. */
final class BodyDripper implements Nuisance {

    private final String target;
    private final Stay stay;

    BodyDripper(String target, Ledger ledger) {
        this.target = target;
        stay = new Stay(ledger, "a body that drips into " + target, Duration.ofMillis(500));
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (stay.hasEnded(wire)) {
            return LEAVES;
        }
        if (stay.isFirstStep()) {
            wire.send(Request.postHead(target, 10_000), 0);
        }
        wire.send("x");
        return stay.pause();
    }
}
