package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks for something large or without an end, reads it piece by piece, or not at all, and leaves after a while. */
final class Reader implements Nuisance {

    private final String target;
    private final int pieceBytes;
    private final Duration pause;
    private int piecesLeft;
    private boolean hasAsked;

    /** {@code pieceBytes} is how much it reads at most before each pause. */
    Reader(String target, int pieceBytes, Duration pause, int pieces) {
        this.target = target;
        this.pieceBytes = pieceBytes;
        this.pause = pause;
        this.piecesLeft = pieces;
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (!hasAsked) {
            hasAsked = true;
            wire.sendGet(target);
        }
        boolean leaves = piecesLeft-- == 0 || !wire.receive(pieceBytes);
        return leaves ? LEAVES : Optional.of(pause);
    }
}
