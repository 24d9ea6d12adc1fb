package lkg.schedule;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/** A key of a {@link ScheduledSelector}. */
final class ScheduledKey extends AbstractSelectionKey {

    private final SelectableChannel channel;
    private final Selector selector;
    private int interestOps;
    private int readyOps;

    ScheduledKey(SelectableChannel channel, Selector selector, int interestOps) {
        this.channel = channel;
        this.selector = selector;
        this.interestOps = interestOps;
    }

    /** Whether the channel is ready for something that is of interest. */
    boolean isReady() {
        return isValid() && channel instanceof Readiness readiness && (readiness.readyOps() & interestOps) != 0;
    }

    void select() {
        readyOps = ((Readiness) channel).readyOps() & interestOps;
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    @Override
    public int interestOps() {
        return interestOps;
    }

    @Override
    public SelectionKey interestOps(int ops) {
        if (!isValid()) {
            throw new CancelledKeyException();
        }
        interestOps = ops;
        return this;
    }

    @Override
    public int readyOps() {
        return readyOps;
    }
}
