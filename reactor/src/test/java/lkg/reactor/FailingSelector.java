package lkg.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;

/** A selector that fails as often as it is told to. */
@Tag("inside")
final class FailingSelector extends AbstractSelector {

    private final Selector real;
    private int failuresLeft;
    volatile boolean failsToClose;

    final AtomicInteger failuresInARow = new AtomicInteger();

    /** What each failure says. */
    final String reason = "thrown on purpose " + UUID.randomUUID();

    /** Counted down when the last failure that was asked for is over. */
    volatile CountDownLatch works = new CountDownLatch(1);

    FailingSelector(Selector real) {
        super(real.provider());
        this.real = real;
    }

    synchronized void failsNext(int times) {
        failuresLeft = times;
        works = new CountDownLatch(1);
        real.wakeup();
    }

    private synchronized void failIfTold() throws IOException {
        if (failuresLeft > 0) {
            failuresLeft--;
            failuresInARow.incrementAndGet();
            throw new IOException(reason);
        }
        failuresInARow.set(0);
        works.countDown();
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        failIfTold();
        return real.selectNow(action);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long millis) throws IOException {
        failIfTold();
        return real.select(action, millis);
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        try {
            return channel.register(real, ops, attachment);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<SelectionKey> keys() {
        return real.keys();
    }

    @Override
    public Selector wakeup() {
        real.wakeup();
        return this;
    }

    @Override
    protected void implCloseSelector() throws IOException {
        real.close();
        if (failsToClose) {
            throw new IOException(reason);
        }
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select(long millis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
        throw new UnsupportedOperationException();
    }
}
