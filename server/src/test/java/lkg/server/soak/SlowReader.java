package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks for much and reads it in pieces of one size, one a second. */
final class SlowReader implements Nuisance {

    private final String target;
    private final int pieceBytes;
    private int piecesLeft;
    private boolean hasAsked;

    SlowReader(String target, int pieceBytes, int pieces) {
        this.target = target;
        this.pieceBytes = pieceBytes;
        this.piecesLeft = pieces;
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (!hasAsked) {
            hasAsked = true;
            wire.sendGet(target);
        }
        wire.receive(pieceBytes);
        return piecesLeft-- == 0 ? LEAVES : Nuisance.afterMillis(1000);
    }
}
