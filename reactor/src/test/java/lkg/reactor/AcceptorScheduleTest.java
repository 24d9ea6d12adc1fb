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
import lkg.schedule.Schedules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The race between an acceptor that is about to wait for room and a connection that makes room. */
@Tag("step-8")
@ExtendWith(Schedules.class)
class AcceptorScheduleTest {

    private static final int CONNECTIONS = 3;

    private final List<Thread> closers = new ArrayList<>();
    private Acceptor acceptor;
    private boolean woken;
    private int most;

    @Test
    void aConnectionThatIsReleasedWhileTheAcceptorGoesToSleepWakesIt() throws Exception {
        acceptAll(1);
    }

    @Test
    void ofSeveralConnectionsThatAreReleasedAtOnceEachMakesRoom() throws Exception {
        acceptAll(2);
    }

    private void acceptAll(int maxOpen) throws InterruptedException {
        acceptor = new Acceptor(new Listener(), maxOpen, this::onAccepted).wokenBy(this::wake);

        while (closers.size() < CONNECTIONS) {
            if (acceptor.onReady().equals(Await.woken())) {
                awaitWakeUp();
            }
        }

        for (Thread closer : closers) {
            closer.join();
        }
        assertThat(acceptor.open())
                .as("open connections, after all were released")
                .isZero();
        assertThat(most).as("connections that were open at once").isLessThanOrEqualTo(maxOpen);
    }

    /** Closes the connection, and releases it on another thread. */
    private void onAccepted(SocketChannel channel) {
        most = Math.max(most, acceptor.open());
        Thread closer = new Thread(acceptor::released, "closer-" + (closers.size() + 1));
        closers.add(closer);
        closer.start();
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
