package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sends all of a large body but its last byte, and stays. */
final class UnfinishedUpload implements Nuisance {

    private static final int BODY_BYTES = 1024 * 1024;
    private static final byte[] ALL_BUT_THE_LAST = new byte[BODY_BYTES - 1];

    private final Stay stay;
    private int sent;

    UnfinishedUpload(Ledger ledger) {
        stay = new Stay(ledger, "an upload without its last byte", Duration.ofMillis(200));
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        if (stay.hasEnded(wire)) {
            return LEAVES;
        }
        if (stay.isFirstStep()) {
            wire.send(Request.postHead("/length", BODY_BYTES), 0);
        }
        sent += wire.send(ALL_BUT_THE_LAST, sent);
        return stay.pause();
    }
}
