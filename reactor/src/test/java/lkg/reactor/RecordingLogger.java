package lkg.reactor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A backend that keeps its lines, and prints failures as others do. It may be blocked. */
@Tag("inside")
@SuppressWarnings("serial") // Loggers are serializable; nobody does it to this one.
final class RecordingLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;

    final transient List<String> lines = new CopyOnWriteArrayList<>();
    final transient CountDownLatch blocked = new CountDownLatch(1);
    private transient volatile CountDownLatch goOn = new CountDownLatch(0);
    transient volatile Thread writer;
    transient volatile boolean failsWhenAsked;
    transient volatile boolean debugIsEnabled;
    private transient volatile Runnable failure = () -> {};

    /** From now on it takes a line, counts {@link #blocked} down and waits. */
    void block() {
        goOn = new CountDownLatch(1);
    }

    void unblock() {
        goOn.countDown();
    }

    /** From now on it throws what {@code failure} throws, instead of taking a line. */
    void fail(Runnable failure) {
        this.failure = failure;
    }

    void recover() {
        failure = () -> {};
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String message, Object[] arguments, Throwable logged) {
        writer = Thread.currentThread();
        blocked.countDown();
        Waits.latch(goOn, "the backend is unblocked");
        failure.run();
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        lines.add(level + " " + text + (logged == null ? "" : " | " + logged));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return LoopLog.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return debugIsEnabled;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        if (failsWhenAsked) {
            throw new IllegalStateException("thrown on purpose");
        }
        return true;
    }
}
