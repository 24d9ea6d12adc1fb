package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many connections, several workers, and deadlines so short that they race with the data: whatever happens, a handler
 * is in one method at a time, sees its own earlier writes, and is never lost.
 */
@Tag("step-5")
class OwnershipTest {

    private static final int CONNECTIONS = 16;
    private static final int BYTES = 600;

    private static final Await READABLE = Await.readable(Duration.ofNanos(1));

    @RegisterExtension
    final TestLoop loop = TestLoop.onRealClock();

    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final AtomicInteger entriesWhileOwned = new AtomicInteger();
    private final List<Peer> peers = new ArrayList<>();

    /** Counts the bytes it reads in a plain field: no lock, no volatile. */
    private final class Counter implements EventHandler {
        private final SocketChannel channel;
        private final CountDownLatch closed = new CountDownLatch(1);
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
            closed.countDown();
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

    @AfterEach
    void close() throws IOException {
        workers.shutdownNow();
        for (Peer peer : peers) {
            peer.close();
        }
    }

    @Test
    void d07_d08_d09_d11_aConnectionHasOneOwnerAtATime() throws Exception {
        List<Counter> counters = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Peer peer = new Peer();
            peers.add(peer);
            Counter counter = new Counter(peer.channel);
            counters.add(counter);
            loop.register(peer.channel, counter, workers, READABLE);
        }

        for (int sent = 0; sent < BYTES; sent += 10) {
            for (Peer peer : peers) {
                peer.send("0123456789");
            }
        }

        Optional<AssertionError> lost = waitForAll(counters);

        assertThat(entriesWhileOwned)
                .as("calls of a handler that was already at work, on another thread")
                .hasValue(0);
        lost.ifPresent(error -> {
            throw error;
        });
        for (Counter counter : counters) {
            assertThat(counter.bytes)
                    .as("bytes that a handler had read when it was closed")
                    .isEqualTo(BYTES);
        }
    }

    private static Optional<AssertionError> waitForAll(List<Counter> counters) {
        try {
            for (Counter counter : counters) {
                Waits.latch(counter.closed, "each of 16 handlers reads all of its 600 bytes, and is closed then");
            }
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }
}
