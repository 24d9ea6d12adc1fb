package lkg.reactor;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lkg.timer.TimerQueue;

/**
 * The selector of one loop. It reports what is ready, and tells a failure that passes from one that stays.
 *
 * <p>Loop's thread only, except {@link #wakeup}.
 */
final class LoopSelector {

    private static final LoopLog log = LoopLog.of(LoopSelector.class);

    /** The JDK's selector reports no more channels than this at once, however many are ready. */
    private static final int MAX_SELECTED = 1024;

    /** A selector that has failed so often in a row is broken for good. With the pauses between, that takes a second. */
    private static final int MAX_FAILURES = 20;

    private static final long PAUSE_AFTER_FAILURE_NANOS = 50_000_000;

    private final Selector selector;
    private final Consumer<SelectionKey> onReady;
    private final Consumer<SelectionKey> dispatch = this::dispatch;
    private final LoopObserver observer;
    final LoopTurn turn = new LoopTurn();
    private boolean turnBegan;
    private int failures;
    private Optional<IOException> failure = Optional.empty();

    LoopSelector(Selector selector, Consumer<SelectionKey> onReady, LoopObserver observer) {
        this.selector = selector;
        this.onReady = onReady;
        this.observer = observer;
    }

    SelectionKey register(SelectableChannel channel) throws IOException {
        return channel.register(selector, 0);
    }

    Set<SelectionKey> keys() {
        return selector.keys();
    }

    /** The key of a registered channel, or null. */
    SelectionKey keyOf(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    /** Ends the wait of {@link #select}. From any thread. */
    void wakeup() {
        observer.onWakeUp();
        selector.wakeup();
    }

    /**
     * Waits for channels that are ready and passes each one on.
     *
     * @param nanos to wait at the most: 0 for not at all, {@link TimerQueue#NONE} for as long as it takes
     * @return how many were ready: 0 after a failure, which is paused over
     */
    int select(long nanos) {
        turn.end();
        turnBegan = false;
        observer.onWait(nanos);
        try {
            int ready = nanos == 0 ? selector.selectNow(dispatch) : selector.select(dispatch, millis(nanos));
            beginTurn();
            failures = 0;
            return ready;
        } catch (Throwable t) {
            return pauseAfter(t);
        }
    }

    private void dispatch(SelectionKey key) {
        beginTurn();
        turn.channels++;
        onReady.accept(key);
    }

    /** Only once the selector has looked: before the first channel that it reports, or without any. */
    private void beginTurn() {
        if (!turnBegan) {
            turnBegan = true;
            turn.begin();
            observer.onTurn();
        }
    }

    private int pauseAfter(Throwable cause) {
        failures++;
        if (failures == 1) {
            log.error("a selector failed; its loop will try again", cause);
        } else if (failures == MAX_FAILURES) {
            failure = Optional.of(new IOException("a selector failed " + failures + " times in a row", cause));
        }
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
        return 0;
    }

    /** Why the selector is broken for good, if it is. */
    Optional<IOException> failure() {
        return failure;
    }

    /** Looks again until nothing is left that was ready before the call: one look does not see all of many channels. */
    void selectAll() {
        int looks = 1 + selector.keys().size() / MAX_SELECTED;
        while (looks > 0 && select(0) > 0) {
            looks--;
        }
    }

    /** Returns false if somebody has closed the channel, which is the loop's to close. */
    static boolean setInterest(SelectionKey key, int ops) {
        try {
            key.interestOps(ops);
            return true;
        } catch (CancelledKeyException e) {
            return false;
        }
    }

    /** Closes the channel. Its descriptor is closed by the next select. */
    static void close(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // The network failed. The channel counts as closed all the same.
        }
    }

    void close() throws IOException {
        selector.close();
    }

    /** {@code select(0)} blocks without a limit; rounding up never yields 0. */
    private static long millis(long nanos) {
        return nanos == TimerQueue.NONE ? 0 : millisRoundedUp(nanos);
    }

    /** Rounded down, 0.4 ms would become 0, with which {@code select} waits for ever. */
    static long millisRoundedUp(long nanos) {
        return (nanos - 1) / 1_000_000 + 1;
    }
}
