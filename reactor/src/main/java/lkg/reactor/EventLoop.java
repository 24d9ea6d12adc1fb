package lkg.reactor;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lkg.timer.Timer;
import lkg.timer.TimerQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread, one selector, one queue of timers: waits for the first of readiness, deadline and task, and dispatches.
 *
 * <pre>
 *   RUNNING ---shutdown---&gt; SHUTDOWN ---last channel closed---&gt; TERMINATED
 *      |                        |                                   ^
 *      +------shutdownNow-------+-----------------------------------+
 * </pre>
 *
 * <p>Only the loop's thread touches the selector, the keys, the timers and the closing of channels; this is asserted.
 * Every other thread hands it tasks, with {@link #execute}.
 */
public final class EventLoop implements Executor {

    private enum State {
        RUNNING,
        SHUTDOWN,
        TERMINATED
    }

    /** Tasks run in one turn: a task may bring the next one, and readiness and deadlines must not wait for the last. */
    private static final int TASKS_PER_TURN = 256;

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    private final Thread thread;
    private final LongSupplier clock;
    private final Selector selector;
    private final TimerQueue timers = new TimerQueue();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Consumer<SelectionKey> dispatch = this::dispatch;
    private final Runnable turn = this::turn;
    private final Runnable expireTimers = this::expireTimers;

    private volatile State state = State.RUNNING;
    private volatile boolean abort;
    private int openChannels;

    private EventLoop(String name, LongSupplier clock) throws IOException {
        this.selector = Selector.open();
        this.clock = clock;
        this.thread = new Thread(this::run, name);
    }

    /**
     * Opens a selector and starts a thread that serves it.
     *
     * @param name of the thread
     */
    public static EventLoop start(String name) throws IOException {
        return start(name, System::nanoTime);
    }

    static EventLoop start(String name, LongSupplier clock) throws IOException {
        EventLoop loop = new EventLoop(name, clock);
        loop.thread.start();
        return loop;
    }

    /** Whether the caller runs on the loop's thread. */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs {@code task} on the loop's thread: now, if the caller is on it, else as soon as the loop has woken up. From
     * any thread.
     *
     * @throws RejectedExecutionException if the loop has ended
     */
    @Override
    public void execute(Runnable task) {
        if (inLoop()) {
            task.run();
        } else {
            enqueue(task);
        }
    }

    /** Runs {@code task} on the loop's thread, after what it does now. From any thread. */
    void enqueue(Runnable task) {
        tasks.add(task);
        if (state == State.TERMINATED && tasks.remove(task)) {
            throw new RejectedExecutionException("the event loop " + thread.getName() + " has ended");
        }
        if (!inLoop()) {
            // A loop that sleeps towards a later deadline, or for ever, would not notice the task.
            selector.wakeup();
        }
    }

    /**
     * Takes {@code channel} into the loop, which from now on owns it and will close it. Loop's thread only.
     *
     * @param channel non-blocking
     * @param executor runs {@link EventHandler#onReady}: {@code Runnable::run} for the loop's own thread
     * @param first what to wait for first
     * @throws IOException if the channel is closed. Then, or when it throws anything else, the channel is still the
     *     caller's to close
     */
    public void register(SelectableChannel channel, EventHandler handler, Executor executor, Await first)
            throws IOException {
        assert inLoop() : "register is for the loop's thread; other threads reach it through execute";
        SelectionKey key = channel.register(selector, 0);
        Registration registration = new Registration(this, key, handler, executor);
        key.attach(registration);
        registration.arm(first);
        // Last, so that what throws above leaves nothing that the loop would wait for at its end. If arming has closed
        // the channel at once, it is already counted out.
        openChannels++;
    }

    /**
     * Asks each handler to come to an end ({@link EventHandler#onShutdown}); the loop ends when its last channel has
     * been closed. From any thread.
     */
    public void shutdown() {
        enqueueUnlessTerminated(() -> {
            if (state == State.RUNNING) {
                state = State.SHUTDOWN;
                selector.keys().forEach(key -> guarded(() -> registration(key).shutdown()));
            }
        });
    }

    /** Closes each channel and ends the loop after its current turn. From any thread. */
    public void shutdownNow() {
        abort = true;
        selector.wakeup();
    }

    /** Whether {@link #shutdown} was asked for. */
    public boolean isShutdown() {
        return state == State.SHUTDOWN || state == State.TERMINATED;
    }

    /** Waits until the loop has ended, for {@code timeout} at the most, and tells whether it has. */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return terminated.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    }

    private void run() {
        while (!isFinished()) {
            guarded(turn);
        }
        terminate();
    }

    private boolean isFinished() {
        return abort || (state == State.SHUTDOWN && openChannels == 0 && tasks.isEmpty());
    }

    /** Waits until something is due, dispatches what is ready, expires timers, runs tasks. */
    private void turn() {
        // Tasks that were left over have used up their wake-up.
        select(tasks.isEmpty() ? timers.nanosUntilNext(nowNanos()) : 0);
        guarded(expireTimers);
        for (int i = 0; i < TASKS_PER_TURN && !tasks.isEmpty(); i++) {
            guarded(tasks.remove());
        }
    }

    private void select(long nanos) {
        try {
            if (nanos == 0) {
                selector.selectNow(dispatch);
            } else {
                // To select, 0 means for ever: right without a deadline, and impossible for one that is rounded up.
                selector.select(dispatch, nanos == TimerQueue.NONE ? 0 : millisRoundedUp(nanos));
            }
        } catch (IOException e) {
            // It would fail again at once: this is not about one channel.
            abort = true;
            log.error("the selector of {} failed; the loop ends", thread.getName(), e);
        }
    }

    private void dispatch(SelectionKey key) {
        guarded(registration(key).onSelected);
    }

    private void expireTimers() {
        timers.expire(nowNanos());
    }

    /** Rounded down, a wait with 0.4 ms left would be none at all, and the loop would spin until the deadline. */
    static long millisRoundedUp(long nanos) {
        return (nanos - 1) / 1_000_000 + 1;
    }

    /** Whatever goes wrong in one step, the loop goes on with the next. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable t) {
            LastGuard.log("an event loop caught what nobody else did", t);
        }
        // A handler's interrupt, left behind, would end each wait at once, and close the next channel that is used.
        Thread.interrupted();
    }

    private void terminate() {
        state = State.TERMINATED;
        // From here on tasks are refused; these came before.
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
        selector.keys().forEach(key -> guarded(() -> registration(key).abort()));
        try {
            selector.close();
        } catch (IOException e) {
            log.warn("closing the selector of {} failed", thread.getName(), e);
        }
        terminated.countDown();
    }

    private void enqueueUnlessTerminated(Runnable task) {
        try {
            enqueue(task);
        } catch (RejectedExecutionException e) {
            // Already where the caller wants it.
        }
    }

    private static Registration registration(SelectionKey key) {
        return (Registration) key.attachment();
    }

    Timer newTimer(Runnable task) {
        return timers.newTimer(task);
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    void onClosed() {
        openChannels--;
    }
}
