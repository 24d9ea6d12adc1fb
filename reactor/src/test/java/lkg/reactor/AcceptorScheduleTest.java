package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lkg.schedule.Schedules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The race between an acceptor that is about to wait for room and a connection that makes room. */
@Tag("step-7")
@ExtendWith(Schedules.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AcceptorScheduleTest {

    private static final int CONNECTIONS = 3;

    private final List<Thread> releasing = new ArrayList<>();
    private final Acceptor acceptor = new Acceptor(new Listener(), 1, this::onAccepted);
    private boolean woken;
    private int most;

    @Test
    void aConnectionThatIsReleasedWhileTheAcceptorGoesToSleepWakesIt() throws Exception {
        acceptor.wokenBy(this::wake);

        while (releasing.size() < CONNECTIONS) {
            if (acceptor.onReady().equals(Await.woken())) {
                awaitWakeUp();
            }
        }

        for (Thread thread : releasing) {
            thread.join();
        }
        assertThat(acceptor.open()).as("open connections, after all were released").isZero();
        assertThat(most).as("connections that were open at once, of 1 that may be").isEqualTo(1);
    }

    /** Closes the connection, and releases it on another thread. */
    private void onAccepted(SocketChannel channel) {
        most = Math.max(most, acceptor.open());
        Thread thread = new Thread(acceptor::released, "closer-" + (releasing.size() + 1));
        releasing.add(thread);
        thread.start();
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private synchronized void awaitWakeUp() throws InterruptedException {
        while (!woken) {
            wait();
        }
        woken = false;
    }

    /** A listening channel on which some connections wait. */
    private static final class Listener extends ServerSocketChannel {

        private int left = CONNECTIONS;

        Listener() {
            super(null);
        }

        @Override
        public SocketChannel accept() throws IOException {
            return left-- > 0 ? SocketChannel.open() : null;
        }

        @Override
        public ServerSocketChannel bind(SocketAddress local, int backlog) {
            return this;
        }

        @Override
        public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
            return this;
        }

        @Override
        public <T> T getOption(SocketOption<T> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public ServerSocket socket() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketAddress getLocalAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }
}
