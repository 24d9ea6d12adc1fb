package lkg.reactor;

import java.io.IOException;
import java.util.Objects;

/** A call of one of a handler's methods. */
@FunctionalInterface
interface HandlerCall {

    /** A field, because a literal is made when it is first used: that would be when memory is short. */
    String FAILED = "a handler failed; its channel is closed";

    LoopLog log = LoopLog.of(HandlerCall.class);

    Await call() throws IOException;

    /**
     * The call for a deadline that has passed. It cannot be left where it is: it would pass again at once, for ever.
     */
    static HandlerCall timeout(HandlerCall onTimeout) {
        return () -> {
            Await next = onTimeout.call();
            if (Await.unchanged().equals(next)) {
                throw new IllegalStateException("a deadline that has passed cannot be left where it is");
            }
            return next;
        };
    }

    /** Calls the handler, and never throws: a handler that fails loses its channel. */
    default Await result() {
        try {
            return Objects.requireNonNull(call(), "the handler returned null instead of an Await");
        } catch (IOException e) {
            return Await.closed();
        } catch (Throwable t) {
            log.error(FAILED, t);
            return Await.closed();
        }
    }
}
