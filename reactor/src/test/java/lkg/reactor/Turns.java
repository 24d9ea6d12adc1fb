package lkg.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lets a loop go round. It alternates between two events of a channel of its own and two tasks. So whatever was ready,
 * due or handed in before has been handled afterwards, in whatever order a turn of the loop does its work.
 */
final class Turns implements EventHandler {

    private final TestLoop loop;
    private final Pipe pipe;
    private final BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int count;

    private Turns(TestLoop loop) throws IOException {
        this.loop = loop;
        this.pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    static void of(TestLoop loop) throws Exception {
        Turns turns = new Turns(loop);
        try (Pipe.SinkChannel far = turns.pipe.sink()) {
            turns.go(far);
        }
    }

    private void go(Pipe.SinkChannel far) throws Exception {
        loop.run(() -> loop.eventLoop.register(pipe.source(), wakeUp -> this, Runnable::run, Await.readable()));
        for (int i = 1; i <= 2; i++) {
            far.write(ByteBuffer.allocate(1));
            Waits.next(events, "the loop goes on, and tells a channel that it is ready");
            loop.run(() -> {});
        }
        Waits.latch(closed, "the loop goes on, and closes a channel");
    }

    @Override
    public Await onReady() throws IOException {
        pipe.source().read(ByteBuffer.allocate(1));
        events.add(++count);
        return count == 1 ? Await.readable() : Await.closed();
    }

    @Override
    public Await onTimeout() {
        return Await.closed();
    }

    @Override
    public Await onShutdown() {
        return Await.unchanged();
    }

    @Override
    public void onClosed() {
        closed.countDown();
    }
}
