package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks for something that has no end or no beginning, such as events, reads what comes, and leaves after a while. */
final class Leaver implements Nuisance {

    private final String target;
    private int looksLeft;
    private boolean hasAsked;

    /** Looks ten times a second for what has come. */
    Leaver(String target, int looks) {
        this.target = target;
        this.looksLeft = looks;
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (!hasAsked) {
            hasAsked = true;
            wire.sendGet(target);
        }
        return wire.isClosedByServer() || looksLeft-- == 0 ? LEAVES : Nuisance.afterMillis(100);
    }
}
