package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static lkg.reactor.TestLoop.READABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pause of the whole process: it was suspended, or collected garbage. */
@Tag("step-4")
class PauseTest {

    /** More than the JDK's selector reports at once, which is 1,024. */
    private static final int CHANNELS = 2500;

    @RegisterExtension
    final TestLoop loop = new TestLoop();

    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger timedOut = new AtomicInteger();

    /** Reads what has come, and leaves the deadline where it is until the last byte. */
    private final class Reader implements EventHandler {

        private final Pipe.SourceChannel channel;

        Reader(Pipe.SourceChannel channel) {
            this.channel = channel;
        }

        @Override
        public Await onReady() throws IOException {
            channel.read(ByteBuffer.allocate(1));
            read.incrementAndGet();
            return Await.readable();
        }

        @Override
        public Await onTimeout() {
            timedOut.incrementAndGet();
            return Await.closed();
        }
    }

    @Test
    void whatArrivedDuringAPauseIsReadBeforeADeadlineIsHeldAgainstAnyClient() throws Exception {
        List<Pipe> pipes = new ArrayList<>();
        try {
            for (int i = 0; i < CHANNELS; i++) {
                pipes.add(Pipe.open());
            }
            loop.run(() -> {
                for (Pipe pipe : pipes) {
                    register(pipe);
                }
            });
            CountDownLatch pauseEnds = loop.block();

            for (Pipe pipe : pipes) {
                pipe.sink().write(ByteBuffer.allocate(1));
            }
            loop.setClockForward(Duration.ofSeconds(60));
            pauseEnds.countDown();
            loop.turns();

            assertThat(timedOut)
                    .as("clients that were timed out, of %s whose bytes had arrived in time", CHANNELS)
                    .hasValue(0);
            assertThat(read).as("clients whose bytes were read").hasValue(CHANNELS);
        } finally {
            for (Pipe pipe : pipes) {
                pipe.sink().close();
                pipe.source().close();
            }
        }
    }

    private void register(Pipe pipe) throws IOException {
        pipe.source().configureBlocking(false);
        Reader reader = new Reader(pipe.source());
        loop.eventLoop.register(pipe.source(), wakeUp -> reader, INLINE, READABLE);
    }
}
