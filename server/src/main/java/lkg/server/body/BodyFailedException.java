package lkg.server.body;

import java.io.IOException;

/** The body of a response could not be had to its end; the network is not to blame. */
public final class BodyFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyFailedException(String message) {
        super(message);
    }

    BodyFailedException(IOException cause) {
        super(cause);
    }
}
