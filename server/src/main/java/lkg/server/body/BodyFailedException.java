package lkg.server.body;

import java.io.IOException;

/** A body could not be sent, or read, to its end; the thread that gets this is not to blame. */
public final class BodyFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyFailedException(String message) {
        super(message);
    }

    BodyFailedException(Throwable cause) {
        super(cause);
    }
}
