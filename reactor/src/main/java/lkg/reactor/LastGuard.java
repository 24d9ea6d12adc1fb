package lkg.reactor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what nobody else caught, and never throws: beyond it, a loop or a connection would be lost. */
final class LastGuard {

    private static final Logger log = LoggerFactory.getLogger(LastGuard.class);

    private LastGuard() {}

    static void log(String what, Throwable failure) {
        try {
            log.error(what, failure);
        } catch (Throwable t) {
            // Logging failed too; ignore it.
        }
    }
}
