import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.EventLoop;

/** Waits for deadlines that are no whole milliseconds away, and counts how often the loop looks at its clock. */
public final class ShortPauses {

    private static final int PAUSES = 20;

    public static void main(String[] args) throws Exception {
        for (int micros : new int[] {400, 900, 1_400}) {
            run(Duration.ofNanos(micros * 1_000L));
        }
    }

    private static void run(Duration pause) throws Exception {
        AtomicInteger readings = new AtomicInteger();
        EventLoop loop = EventLoop.start("loop", () -> now(readings), failure -> {});
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        Sleeper sleeper = new Sleeper(pause);
        loop.execute(() -> register(loop, pipe.source(), sleeper, Await.pause(pause)));

        boolean ended = sleeper.ended.await(500, TimeUnit.MILLISECONDS);
        loop.shutdownNow();
        System.out.printf("%d pauses of %d µs: ", PAUSES, pause.toNanos() / 1_000);
        System.out.println(
                ended
                        ? "all ended, " + sleeper.early + " of them early; readings of the clock for each: "
                                + (readings.get() < 10 * PAUSES ? "fewer than 10" : "10 or more")
                        : "not over after half a second");
    }

    private static long now(AtomicInteger readings) {
        readings.incrementAndGet();
        return System.nanoTime();
    }

    private static void register(EventLoop loop, Pipe.SourceChannel channel, EventHandler handler, Await first) {
        try {
            loop.register(channel, wakeUp -> handler, Runnable::run, first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pauses again and again. */
    private static final class Sleeper implements EventHandler {

        final CountDownLatch ended = new CountDownLatch(PAUSES);
        int early;
        private final Duration pause;
        private long beganNanos = System.nanoTime();

        Sleeper(Duration pause) {
            this.pause = pause;
        }

        @Override
        public Await onReady() {
            return Await.unchanged();
        }

        @Override
        public Await onTimeout() {
            if (System.nanoTime() - beganNanos < pause.toNanos()) {
                early++;
            }
            beganNanos = System.nanoTime();
            ended.countDown();
            return ended.getCount() > 0 ? Await.pause(pause) : Await.closed();
        }
    }
}
