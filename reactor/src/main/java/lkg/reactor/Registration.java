package lkg.reactor;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import lkg.timer.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel in a loop, and who owns it now. All that the original's callbacks had to remember happens here, once.
 *
 * <pre>
 *               ready, timeout, shutdown
 *      +------+ -----------------------&gt; +---------+
 *      | LOOP |                          | HANDLER |
 *      +------+ &lt;----------------------- +---------+
 *          ^      readiness, unchanged     |     |
 *          |                        parked |     | closed
 *          |            resume             v     v
 *          |           (HANDLER) &lt;---- PARKED  NOBODY
 * </pre>
 *
 * <p>The loop owns the channel while it is armed, with interest and deadline. Dispatching voids the deadline, and takes
 * the interest away before the selector looks again, so no event and no timeout reaches a handler that is at work.
 * {@link #arm} is the only way back: it is the last thing that happens to a turn, and it happens on the loop's thread.
 *
 * <p>All fields belong to the loop's thread, but for {@code readyOps}, which the executor hands over to the handler.
 */
final class Registration implements Runnable {

    private enum Owner {
        LOOP,
        HANDLER,
        PARKED,
        NOBODY
    }

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    private final EventLoop loop;
    private final SelectionKey key;
    private final EventHandler handler;
    private final Executor executor;
    private final Timer deadline;
    private final Turn ready;

    /** What the loop does when the selector finds the channel ready. Made once: it runs for each event. */
    final Runnable onSelected = this::onSelected;

    private Owner owner = Owner.HANDLER;
    private int interestOps;
    private boolean hasDeadline;
    private boolean askedToShutDown;
    private int readyOps;

    Registration(EventLoop loop, SelectionKey key, EventHandler handler, Executor executor) {
        this.loop = loop;
        this.key = key;
        this.handler = handler;
        this.executor = executor;
        this.deadline = loop.newTimer(this::onDeadline);
        this.ready = () -> handler.onReady(readyOps);
    }

    private void onSelected() {
        assert loop.inLoop();
        readyOps = key.readyOps();
        owner = Owner.HANDLER;
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            arm(resultOf(handler::onRejected));
        }
        if (owner == Owner.HANDLER) {
            // It is at work on another thread. One that ran on this thread has been armed again already.
            setInterest(0);
        }
    }

    /** Runs on the executor's thread, which may be the loop's: the handler owns the channel. */
    @Override
    public void run() {
        // The loop may have ended, and closed the channel, while this event was waiting for a thread.
        Await next = key.channel().isOpen() ? resultOf(ready) : Await.closed();
        if (loop.inLoop()) {
            arm(next);
            return;
        }
        try {
            loop.enqueue(() -> arm(next));
        } catch (RejectedExecutionException e) {
            // The loop ended meanwhile and closed the channel under the handler, who is the last to hold it.
            handler.onClosed();
        }
    }

    private void onDeadline() {
        // A deadline that passes while the handler is at work is void: arming the channel sets the next one.
        if (owner == Owner.LOOP) {
            runOnLoop(this::timeOut);
        }
    }

    private Await timeOut() throws IOException {
        Await next = handler.onTimeout();
        if (next == Await.unchanged()) {
            // It would time out again at once, and for ever.
            throw new IllegalStateException("a deadline that has passed cannot be left where it is");
        }
        return next;
    }

    /** Asks the handler once to come to an end, unless it is at work: then as soon as the loop owns the channel. */
    void shutdown() {
        if (owner == Owner.LOOP && !askedToShutDown) {
            askedToShutDown = true;
            runOnLoop(handler::onShutdown);
        } else if (owner == Owner.PARKED && !askedToShutDown) {
            askedToShutDown = true;
            if (resultOf(handler::onShutdown) == Await.closed()) {
                close();
            }
        }
    }

    /**
     * Lets a parked channel go on. From any thread, by way of {@link Parked}.
     *
     * @throws RejectedExecutionException if the loop has ended
     */
    void resume(Turn turn) {
        loop.enqueue(() -> {
            if (owner == Owner.PARKED) {
                runOnLoop(turn);
            }
        });
    }

    private void runOnLoop(Turn turn) {
        owner = Owner.HANDLER;
        arm(resultOf(turn));
    }

    /** Carries out a handler's answer: the hand-over back to the loop. */
    void arm(Await next) {
        assert loop.inLoop();
        switch (next.kind) {
            case READINESS -> {
                interestOps = next.interestOps;
                hasDeadline = next.hasDeadline();
                if (hasDeadline) {
                    deadline.reschedule(loop.nowNanos() + next.timeoutNanos);
                } else {
                    deadline.cancel();
                }
                giveToLoop();
            }
            case UNCHANGED -> {
                if (hasDeadline && !deadline.isPending()) {
                    deadline.reschedule(deadline.deadlineNanos());
                }
                giveToLoop();
            }
            case PARKED -> {
                owner = Owner.PARKED;
                setInterest(0);
                deadline.cancel();
                handToHolder(next);
            }
            case CLOSED -> close();
        }
    }

    private void giveToLoop() {
        owner = Owner.LOOP;
        if (!setInterest(interestOps)) {
            close();
        } else if (loop.isShutdown()) {
            shutdown();
        }
    }

    /** Returns false if somebody closed the channel, which is the loop's to close. */
    private boolean setInterest(int ops) {
        try {
            key.interestOps(ops);
            return true;
        } catch (CancelledKeyException e) {
            return false;
        }
    }

    private void handToHolder(Await next) {
        try {
            next.holder.accept(new Parked(this));
        } catch (Throwable t) {
            LastGuard.log("nobody took a parked channel; it is closed", t);
            close();
        }
    }

    private void close() {
        owner = Owner.NOBODY;
        release();
        loop.onClosed();
        handler.onClosed();
    }

    /** The loop ends now. A handler that is at work on another thread learns of it when it hands back. */
    void abort() {
        boolean owned = owner == Owner.LOOP || owner == Owner.PARKED;
        release();
        if (owned) {
            handler.onClosed();
        }
    }

    private void release() {
        assert loop.inLoop();
        deadline.cancel();
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            log.debug("closing a channel failed", e);
        }
    }

    private Await resultOf(Turn turn) {
        try {
            return Objects.requireNonNull(turn.run(), "the handler returned null instead of an Await");
        } catch (IOException e) {
            return Await.closed();
        } catch (Throwable t) {
            LastGuard.log("a handler failed; its channel is closed", t);
            return Await.closed();
        }
    }
}
