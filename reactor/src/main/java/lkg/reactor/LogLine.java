package lkg.reactor;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** One line for the log. It is composed when it runs, not when it is made: a failure may be slow to print. */
record LogLine(Logger logger, Level level, String message, Optional<Throwable> failure) implements Runnable {

    @Override
    public void run() {
        try {
            write();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable t) {
            // Typically from the failure's own toString. Its class is known all the same.
            String type = failure.map(f -> f.getClass().getName()).orElse("no failure");
            logger.atLevel(level).log(message + " (" + type + ", which cannot be printed)");
        }
    }

    /** An error has a stack trace; any other line ends with the reason. */
    private void write() {
        if (level == Level.ERROR) {
            logger.error(message, failure.orElse(null));
        } else {
            String reason = failure.map(f -> ": " + f).orElse("");
            logger.atLevel(level).log(message + reason);
        }
    }
}
