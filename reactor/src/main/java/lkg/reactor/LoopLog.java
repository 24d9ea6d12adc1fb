package lkg.reactor;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/**
 * A logger for code that runs on an event loop: its methods never throw, and never wait for the backend.
 *
 * <p>A backend may block for as long as it likes, as a terminal that is not read does, and each connection of the loop
 * would then wait with it. So lines go to SLF4J on a thread of their own, through a queue. At most
 * {@value #MAX_WAITING} lines wait there; further ones are dropped, and a line says how many. The price: a line
 * carries the time at which it is written, and the name of that thread. A program that ends calls {@link #flush}. Of a
 * failure that cannot be printed, because its own methods throw, the line has at least the class.
 *
 * <p>An {@link OutOfMemoryError} that is logged is also given to the handler of
 * {@link Thread#setDefaultUncaughtExceptionHandler}, if the program has set one: so that the program can end itself,
 * although the loops survive the error. The handler is called by the thread that logs, which may be a loop's.
 *
 * <p>Any thread may call any method.
 */
public final class LoopLog {

    private static final int MAX_WAITING = 1024;

    static final LogQueue SHARED = new LogQueue(MAX_WAITING, LoggerFactory.getLogger(LoopLog.class));

    static {
        rehearse();
    }

    private final Logger logger;
    private final LogQueue queue;

    LoopLog(Logger logger, LogQueue queue) {
        this.logger = logger;
        this.queue = queue;
    }

    /**
     * The logger with the name of {@code source}. Keep it in a static field: making the first one loads all classes
     * that logging needs, which may fail later, when the memory or the stack is at its end.
     */
    public static LoopLog of(Class<?> source) {
        return new LoopLog(LoggerFactory.getLogger(source), SHARED);
    }

    /** Logs a bug, with its stack trace. */
    public void error(String message, Throwable failure) {
        add(Level.ERROR, message, failure);
    }

    /** Logs what went wrong outside the program, in one line that ends with {@code reason}, without a stack trace. */
    public void warn(String message, Throwable reason) {
        add(Level.WARN, message, reason);
    }

    public void warn(String message) {
        add(Level.WARN, message, null);
    }

    public void info(String message) {
        add(Level.INFO, message, null);
    }

    /** As {@link #warn(String, Throwable)}, for what nobody has to know. */
    public void debug(String message, Throwable reason) {
        add(Level.DEBUG, message, reason);
    }

    /**
     * Waits until the backend has been given all that was logged before, for {@code timeout} at the most, and tells
     * whether it has. Not for a loop's thread.
     */
    public static boolean flush(Duration timeout) {
        try {
            return SHARED.flush(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void add(Level level, String message, Throwable failure) {
        try {
            if (logger.isEnabledForLevel(level)) {
                queue.add(new LogLine(logger, level, message, Optional.ofNullable(failure)));
            }
        } catch (Throwable t) {
            // Typically there is no memory for the line.
            queue.drop();
        }
        MemoryAlarm.raiseFor(failure);
    }

    /** Does once all that logging does, so that no class has to be loaded for it later. */
    private static void rehearse() {
        LogQueue queue = new LogQueue(1, NOPLogger.NOP_LOGGER);
        Error failure = new Error();
        for (Level level : Level.values()) {
            queue.add(new LogLine(NOPLogger.NOP_LOGGER, level, "", Optional.of(failure)));
        }
        queue.close();
        queue.add(() -> {});
        MemoryAlarm.raiseFor(failure);
    }
}
