package lkg.reactor;

import java.nio.channels.SelectionKey;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import lkg.timer.Timer;

/**
 * One channel in a loop, and who owns it now. All that the original's callbacks had to remember happens here, once.
 *
 * <pre>
 *                ready, woken, timeout, shutdown
 *      +------+ ---------------------------------&gt; +---------+  closed   +--------+
 *      | LOOP |                                    | HANDLER | --------&gt; | NOBODY |
 *      +------+ &lt;--------------------------------- +---------+           +--------+
 *                readiness, unchanged, handed over
 * </pre>
 *
 * <p>The loop owns the channel while it is armed, with interest and deadline. Dispatching voids the deadline, and takes
 * the interest away before the selector looks again, so no event and no timeout reaches a handler that is at work.
 * {@link #arm} is the only way back: it is the last thing that happens after a handler's method, on the loop's thread.
 *
 * <p>All fields belong to the loop's thread, except: any thread may set {@code wakeUpQueued}; the executor's thread reads
 * {@code handler} and sets {@code answer} while the handler owns the channel, and reads {@code owner} at the end.
 */
final class Registration implements Runnable {

    enum Owner {
        LOOP,
        HANDLER,
        NOBODY
    }

    private static final long RETRY_NANOS = 100_000_000;
    private static final LoopLog log = LoopLog.of(Registration.class);

    private final SelectionKey key;
    private final Executor executor;
    final LoopParts loop;
    final Timer deadline;
    private final AtomicBoolean wakeUpQueued = new AtomicBoolean();
    // Made once: a connection must not be lost because memory is short.
    private final HandlerCall onReady = () -> this.handler.onReady();
    private final HandlerCall onTimeout = HandlerCall.timeout(() -> this.handler.onTimeout());
    private final Runnable onAnswered = () -> arm(this.answer);
    private final Runnable onWoken = this::onWoken;
    final Runnable onSelected = this::dispatch;
    private Await answer = Await.closed();
    EventHandler handler;
    Owner owner = Owner.HANDLER;
    Await waitsFor = Await.woken();
    private boolean overdue;
    private boolean woken;
    private boolean shuttingDown;
    private boolean askedToShutDown;

    /** Has no interest and no deadline before {@link #arm}. */
    Registration(SelectionKey key, Function<Runnable, EventHandler> handler, Executor executor, LoopParts loop) {
        this.key = key;
        this.executor = executor;
        this.loop = loop;
        this.deadline = loop.timers().newTimer(this::onDeadline);
        this.handler = handler.apply(this::wakeUp);
    }

    /** The selector found the channel ready, or the handler was woken. */
    private void dispatch() {
        assert loop.tasks().inLoop();
        owner = Owner.HANDLER;
        loop.observer().onTaken(handler);
        try {
            executor.execute(this);
        } catch (Throwable t) {
            if (owner != Owner.HANDLER) {
                // The handler ran on this thread, and its onClosed failed.
                throw t;
            }
            if (!(t instanceof RejectedExecutionException)) {
                log.error("an executor failed; its task counts as rejected", t);
            }
            runOnLoop(handler::onRejected);
        }
        if (owner == Owner.HANDLER) {
            // It is at work on another thread. One that ran on this thread has been armed again already.
            LoopSelector.setInterest(key, 0);
        }
    }

    /** Runs on the executor's thread, which may be the loop's: the handler owns the channel. */
    @Override
    public void run() {
        // While this event was waiting for a thread, the loop may have closed the channel or given it back.
        Await next = key.isValid() ? onReady.result() : Await.closed();
        if (loop.tasks().inLoop()) {
            arm(next);
            return;
        }
        answer = next;
        try {
            loop.tasks().execute(onAnswered);
        } catch (RejectedExecutionException e) {
            // The loop has ended meanwhile. It closed the channel, but leaves a handler at work to the thread it is on.
            if (owner != Owner.NOBODY) {
                next.successor.orElse(handler).onClosed();
            }
        }
    }

    /** From any thread. {@link #onWoken} reads the flag: what the caller did happens-before the handler's next call. */
    private void wakeUp() {
        if (!wakeUpQueued.getAndSet(true)) {
            loop.tasks().executeUnlessClosed(onWoken);
        }
    }

    private void onWoken() {
        wakeUpQueued.getAndSet(false);
        loop.observer().onWoken(handler);
        switch (owner) {
            case LOOP -> dispatch();
            case HANDLER -> woken = true;
            case NOBODY -> {}
        }
    }

    /** A deadline that passes while the handler is at work is void: arming the channel sets the next one. */
    private void onDeadline() {
        loop.observer().onDue(handler);
        if (owner == Owner.LOOP) {
            runOnLoop(onTimeout);
        }
    }

    /** Without memory an answer cannot be carried out: the channel times out in a moment. */
    private void timeOutSoon(OutOfMemoryError e) {
        if (owner != Owner.NOBODY) {
            owner = Owner.LOOP;
            deadline.reschedule(loop.clock().getAsLong() + RETRY_NANOS);
        }
        throw e;
    }

    /** Asks the handler once to come to an end: now, or as soon as the loop owns the channel. */
    void shutdown() {
        shuttingDown = true;
        if (owner == Owner.LOOP && !askedToShutDown) {
            askedToShutDown = true;
            runOnLoop(handler::onShutdown);
        }
    }

    private void runOnLoop(HandlerCall method) {
        owner = Owner.HANDLER;
        arm(method.result());
    }

    /** Carries out a handler's answer: the hand-over back to the loop. */
    void arm(Await next) {
        assert loop.tasks().inLoop();
        if (owner == Owner.NOBODY) {
            return; // The channel was given back while its handler was at work.
        }
        try {
            carryOut(next);
        } catch (OutOfMemoryError e) {
            timeOutSoon(e);
        }
    }

    /** The same for the first wait: the caller sees what fails, and closes the channel. */
    void carryOut(Await next) {
        switch (next.kind) {
            case HANDED_OVER -> {
                handler = next.successor.orElseThrow();
                askedToShutDown = false;
                await(next);
            }
            case READINESS -> await(next);
            case UNCHANGED -> {
                boolean passed = waitsFor.hasDeadline() && !deadline.isPending();
                if (passed && overdue && !woken) {
                    runOnLoop(onTimeout);
                    return;
                }
                overdue = passed; // Once, the handler may read what came while it was at work.
                if (passed) {
                    deadline.reschedule(deadline.deadlineNanos());
                }
                giveToLoop();
            }
            case CLOSED -> close();
        }
    }

    private void await(Await next) {
        waitsFor = next;
        overdue = false;
        if (next.hasDeadline()) {
            deadline.reschedule(loop.clock().getAsLong() + next.timeoutNanos);
        } else {
            deadline.cancel();
        }
        giveToLoop();
    }

    private void giveToLoop() {
        owner = Owner.LOOP;
        loop.observer().onArmed(handler, waitsFor, deadline);
        if (!LoopSelector.setInterest(key, waitsFor.interestOps)) {
            close();
        } else if (shuttingDown && !askedToShutDown) {
            shutdown();
        } else if (woken) {
            woken = false;
            dispatch();
        }
    }

    private void close() {
        release();
        owner = Owner.NOBODY;
        loop.onClosed().run();
        handler.onClosed();
    }

    /** The channel leaves the loop as it is, and its handler is not told. */
    void forget() {
        owner = Owner.NOBODY;
        deadline.cancel();
        key.cancel();
    }

    /** The loop ends now. A handler at work learns of it when it hands back. */
    void abort() {
        if (owner == Owner.LOOP) {
            close();
        } else if (owner == Owner.HANDLER) {
            release();
        }
    }

    private void release() {
        assert loop.tasks().inLoop();
        deadline.cancel();
        LoopSelector.close(key);
        loop.observer().onClosed(handler, deadline);
    }
}
