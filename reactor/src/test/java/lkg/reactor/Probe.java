package lkg.reactor;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that reports what is called, on which thread, and answers as it was told to. */
final class Probe implements EventHandler {

    /** One call of one method. */
    record Call(String method, String thread) {}

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    volatile HandlerCall whenReady = Await::closed;
    volatile HandlerCall whenTimedOut = Await::closed;
    volatile HandlerCall whenRejected = Await::closed;
    volatile HandlerCall whenShutDown = Await::closed;
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
        calls.add(new Call("onClosed", Thread.currentThread().getName()));
        whenClosed.run();
    }

    private Await report(String method, HandlerCall answer) throws IOException {
        calls.add(new Call(method, Thread.currentThread().getName()));
        return answer.call();
    }

    /** Waits for the next call. */
    Call nextCall() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the handler was not called within 10 seconds");
        }
        return call;
    }

    /** Waits for the next call and returns which method it was. */
    String next() throws InterruptedException {
        return nextCall().method();
    }

    boolean hasBeenCalledAgain() {
        return !calls.isEmpty();
    }
}
