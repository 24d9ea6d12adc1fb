package lkg.reactor;

import java.io.IOException;

/** A handler's turn: does what can be done now, and returns what the handler waits for next. */
@FunctionalInterface
public interface Turn {
    Await run() throws IOException;
}
