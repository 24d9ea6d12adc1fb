package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A handler that reports what is called, on which thread, and answers as it was told to. */
final class Probe implements EventHandler {

    /** What a method of the handler does and answers. */
    interface Answer {
        Await get() throws IOException;
    }

    /** One call of one method. */
    private record Call(String method, String thread) {
        @Override
        public String toString() {
            return method + " on the thread " + thread;
        }
    }

    /** A handler that is called for ever would fill the memory. */
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>(10_000);

    volatile Answer whenReady = Await::closed;
    volatile Answer whenTimedOut = Await::closed;
    volatile Answer whenRejected = Await::closed;
    volatile Answer whenShutDown = Await::closed;
    volatile Runnable whenClosed = () -> {};

    /** Wakes this handler, if it was registered with {@link #wokenBy}. */
    volatile Runnable wakeUp = () -> {};

    Probe wokenBy(Runnable wakeUp) {
        this.wakeUp = wakeUp;
        return this;
    }

    @Override
    public Await onReady() throws IOException {
        return report("onReady", whenReady);
    }

    @Override
    public Await onTimeout() throws IOException {
        return report("onTimeout", whenTimedOut);
    }

    @Override
    public Await onRejected() throws IOException {
        return report("onRejected", whenRejected);
    }

    @Override
    public Await onShutdown() throws IOException {
        return report("onShutdown", whenShutDown);
    }

    @Override
    public void onClosed() {
        calls.offer(new Call("onClosed", Thread.currentThread().getName()));
        whenClosed.run();
    }

    private Await report(String method, Answer answer) throws IOException {
        calls.offer(new Call(method, Thread.currentThread().getName()));
        return answer.get();
    }

    /** Waits for the next call, which must be of {@code method}. */
    void expect(String method, String because) {
        assertThat(next(method + ", because " + because).method())
                .as("the next call of the handler, because " + because)
                .isEqualTo(method);
    }

    /** Waits for the next call, which must be of {@code method} on {@code thread}. */
    void expectOn(String thread, String method, String because) {
        assertThat(next(method + ", because " + because))
                .as("the next call of the handler, because " + because)
                .isEqualTo(new Call(method, thread));
    }

    /** Waits for the next call and returns which method it was. */
    String next() {
        return next("any call").method();
    }

    private Call next(String expected) {
        return Waits.next(calls, "the handler is called: " + expected);
    }

    /** There was no call that the test does not know of. */
    void expectNothing(String because) {
        assertThat(calls)
                .as("calls of the handler; there must be none, because " + because)
                .isEmpty();
    }
}
