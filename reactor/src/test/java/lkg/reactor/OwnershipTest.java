package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many connections, several workers, and deadlines so short that they race with the data: whatever happens, a handler
 * is in one method at a time, sees its own earlier writes, and is never lost.
 */
class OwnershipTest {

    private static final int CONNECTIONS = 16;
    private static final int BYTES = 2_000;

    private static final Await READABLE = Await.readable(Duration.ofNanos(1));

    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final AtomicInteger entriesWhileOwned = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(CONNECTIONS);

    /** Counts the bytes it reads in a plain field: no lock, no volatile. */
    private final class Counter implements EventHandler {
        private final SocketChannel channel;
        private final AtomicBoolean owned = new AtomicBoolean();
        private int bytes;

        Counter(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public Await onReady() throws IOException {
            enter();
            bytes += Math.max(0, channel.read(ByteBuffer.allocate(7)));
            leave();
            return bytes == BYTES ? Await.closed() : READABLE;
        }

        @Override
        public Await onTimeout() {
            enter();
            leave();
            return READABLE;
        }

        @Override
        public void onClosed() {
            enter();
            assertThat(bytes).isEqualTo(BYTES);
            finished.countDown();
        }

        private void enter() {
            if (!owned.compareAndSet(false, true)) {
                entriesWhileOwned.incrementAndGet();
            }
        }

        private void leave() {
            owned.set(false);
        }
    }

    @Test
    void d07_d08_d09_d11_aConnectionHasOneOwnerAtATime() throws Exception {
        EventLoop loop = EventLoop.start("loop", failure -> {});
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Peer peer = new Peer();
            peers.add(peer);
            loop.execute(() -> {
                try {
                    loop.register(peer.channel, wakeUp -> new Counter(peer.channel), workers, READABLE);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        for (int sent = 0; sent < BYTES; sent += 10) {
            for (Peer peer : peers) {
                peer.send("0123456789");
            }
        }

        assertThat(finished.await(15, TimeUnit.SECONDS))
                .as("each connection gets all of its %s bytes", BYTES)
                .isTrue();
        assertThat(entriesWhileOwned)
                .as("calls of a handler that was already at work")
                .hasValue(0);
        loop.shutdown();
        assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        workers.shutdown();
        for (Peer peer : peers) {
            peer.close();
        }
    }
}
