import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.EventLoop;

/** A handler works on another thread for longer than its deadline, while more input arrives. */
public final class OneOwner {

    private static final Duration DEADLINE = Duration.ofMillis(100);

    public static void main(String[] args) throws Exception {
        EventLoop loop = EventLoop.start("loop  ", failure -> {});
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        SlowHandler handler = new SlowHandler(pipe.source());
        loop.execute(() -> {
            try {
                loop.register(
                        pipe.source(),
                        wakeUp -> handler,
                        task -> new Thread(task, "worker").start(),
                        Await.readable(DEADLINE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        pipe.sink().write(ByteBuffer.wrap(new byte[] {'A', 'B'}));
        handler.over.await(2, TimeUnit.SECONDS);
        loop.shutdownNow();
        System.out.println("methods of the handler at work at once: " + handler.most);
    }

    /** Reads one byte in each call, and takes three times as long as its deadline allows. */
    private static final class SlowHandler implements EventHandler {

        final CountDownLatch over = new CountDownLatch(2);
        int most;
        private final Pipe.SourceChannel channel;
        private int atWork;

        SlowHandler(Pipe.SourceChannel channel) {
            this.channel = channel;
        }

        @Override
        public Await onReady() throws IOException {
            ByteBuffer oneByte = ByteBuffer.allocate(1);
            channel.read(oneByte);
            begins("onReady begins, and reads " + (char) oneByte.get(0));
            sleep(DEADLINE.multipliedBy(3));
            ends("onReady ends");
            return Await.readable(DEADLINE);
        }

        @Override
        public Await onTimeout() {
            begins("onTimeout begins");
            ends("onTimeout ends");
            over.countDown();
            return Await.closed();
        }

        @Override
        public void onClosed() {
            begins("onClosed begins");
            ends("onClosed ends");
            sleep(DEADLINE.multipliedBy(4)); // So that a handler which is still at work can say so.
            over.countDown();
        }

        private synchronized void begins(String what) {
            atWork++;
            most = Math.max(most, atWork);
            System.out.println(Thread.currentThread().getName() + ": " + what);
        }

        private synchronized void ends(String what) {
            atWork--;
            System.out.println(Thread.currentThread().getName() + ": " + what);
        }

        private static void sleep(Duration time) {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
