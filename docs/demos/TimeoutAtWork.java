import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.EventLoop;

/** Shows whether a deadline can reach a handler that is at work on another thread. */
public final class TimeoutAtWork implements EventHandler {

    private static final Duration DEADLINE = Duration.ofMillis(200);

    private final CountDownLatch done = new CountDownLatch(2);
    private volatile boolean atWork;

    public static void main(String[] args) throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        EventLoop loop = EventLoop.start("loop", Throwable::printStackTrace);
        TimeoutAtWork handler = new TimeoutAtWork();
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        loop.execute(() -> handler.registerIn(loop, pipe, worker));

        pipe.sink().write(ByteBuffer.allocate(1)); // The channel is ready from now on.
        handler.done.await(); // The worker is done, and the channel is closed.
        worker.shutdown();
        loop.shutdownNow();
        pipe.sink().close();
    }

    private void registerIn(EventLoop loop, Pipe pipe, ExecutorService worker) {
        try {
            loop.register(pipe.source(), wakeUp -> this, worker, Await.readable(DEADLINE));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Await onReady() {
        atWork = true;
        System.out.println("worker: at work, for longer than the deadline");
        sleep(3 * DEADLINE.toMillis());
        System.out.println("worker: done, the loop may close the channel");
        atWork = false;
        done.countDown();
        return Await.closed();
    }

    @Override
    public Await onTimeout() {
        System.out.println("loop:   the deadline has passed" + (atWork ? ", and the worker is still at work" : ""));
        return Await.closed();
    }

    @Override
    public void onClosed() {
        System.out.println("loop:   the channel is closed" + (atWork ? " while the worker uses it" : ""));
        done.countDown();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
