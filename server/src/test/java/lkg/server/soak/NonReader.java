package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks for much and reads nothing of it. */
final class NonReader implements Nuisance {

    private final String target;
    private final int stayMillis;
    private boolean hasAsked;

    NonReader(String target, int stayMillis) {
        this.target = target;
        this.stayMillis = stayMillis;
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (hasAsked) {
            return LEAVES;
        }
        hasAsked = true;
        wire.sendGet(target);
        return Nuisance.afterMillis(stayMillis);
    }
}
