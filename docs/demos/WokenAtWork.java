import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.EventLoop;

/** A result arrives when its handler has just looked for it, on a worker's thread, and is about to wait. */
public final class WokenAtWork {

    private static volatile boolean resultIsHere;

    public static void main(String[] args) throws Exception {
        EventLoop loop = EventLoop.start("loop", failure -> {});
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        Waiter handler = new Waiter();
        loop.execute(() -> {
            try {
                loop.register(
                        pipe.source(), handler::wokenBy, task -> new Thread(task, "worker").start(), Await.woken());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            handler.wakeUp.run(); // For the first look.
        });
        handler.hasLooked.await();

        System.out.println("main:   stores the result, and runs the wake-up");
        resultIsHere = true;
        handler.wakeUp.run();
        CountDownLatch seenByLoop = new CountDownLatch(1);
        loop.execute(seenByLoop::countDown); // Runs after the task of the wake-up.
        seenByLoop.await();
        handler.mayReturn.countDown();

        boolean found = handler.found.await(1, TimeUnit.SECONDS);
        System.out.println(
                found ? "main:   the response can be sent" : "main:   after a second nobody has looked again");
        loop.shutdownNow();
    }

    /** Waits to be woken until the result is here. */
    private static final class Waiter implements EventHandler {

        final CountDownLatch hasLooked = new CountDownLatch(1);
        final CountDownLatch mayReturn = new CountDownLatch(1);
        final CountDownLatch found = new CountDownLatch(1);
        volatile Runnable wakeUp;

        Waiter wokenBy(Runnable wakeUp) {
            this.wakeUp = wakeUp;
            return this;
        }

        @Override
        public Await onReady() throws IOException {
            if (resultIsHere) {
                System.out.println("worker: looks again, and finds the result");
                found.countDown();
                return Await.closed();
            }
            System.out.println("worker: looks for a result, and finds none");
            hasLooked.countDown();
            await(mayReturn);
            System.out.println("worker: returns 'woken'");
            return Await.woken();
        }

        @Override
        public Await onTimeout() {
            return Await.closed();
        }

        private static void await(CountDownLatch latch) throws IOException {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
