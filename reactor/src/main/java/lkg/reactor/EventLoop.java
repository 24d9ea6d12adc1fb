package lkg.reactor;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import lkg.timer.TimerQueue;

/**
 * One thread, one selector, one queue of timers: sleeps until something is ready, due or handed in, and dispatches it.
 * While there is nothing to do it does not wake up.
 *
 * <pre>
 *   RUNNING ---shutdown---&gt; SHUTDOWN ---last channel closed---&gt; TERMINATED
 *      |                        |                                   ^
 *      +------shutdownNow-------+-----------------------------------+
 * </pre>
 *
 * <p>Only the loop's thread touches the selector, the keys, the timers and the closing of channels; this is asserted.
 * Every other thread hands it tasks, with {@link #execute}.
 *
 * <p>Whatever a task or a handler throws is logged, and the loop goes on. An interrupt that one of them leaves behind
 * is cleared before the next. When a channel has been closed, the loop keeps no reference to its handler.
 */
public final class EventLoop implements Executor {

    private enum State {
        RUNNING,
        SHUTDOWN,
        TERMINATED
    }

    /** Tasks run in one turn at the most, so that tasks which add tasks do not hold up readiness and deadlines. */
    private static final int TASKS_PER_TURN = 256;

    /** The guard's, whose class has to be loaded before a loop starts: later, memory may be short. */
    private static final LoopLog log = Guard.log;

    final Thread thread;
    private final LongSupplier clock;
    private final Consumer<Throwable> onFailure;
    final LoopSelector selector;
    private final TimerQueue timers = new TimerQueue();
    private final TaskQueue tasks;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Runnable turn = this::turn;
    private final Runnable expireTimers = this::expireTimers;
    private final LoopParts shared;

    private volatile State state = State.RUNNING;
    private volatile boolean abort;
    private int openChannels;

    private EventLoop(
            String name, LongSupplier clock, Selector selector, LoopObserver observer, Consumer<Throwable> onFailure) {
        this.thread = new Thread(this::run, name);
        this.clock = clock;
        this.onFailure = onFailure;
        this.selector = new LoopSelector(selector, key -> Guard.run(registration(key).onSelected), observer);
        this.tasks = new TaskQueue(thread, this.selector::wakeup, observer);
        this.shared = new LoopParts(tasks, timers, clock, observer, () -> openChannels--);
    }

    /** Starts a loop on the clock of {@link System#nanoTime}, which nobody can set. */
    public static EventLoop start(String name, Consumer<Throwable> onFailure) throws IOException {
        return start(name, System::nanoTime, onFailure);
    }

    /**
     * Opens a selector and starts a thread that serves it.
     *
     * @param name of the thread
     * @param clock of the deadlines: nanoseconds, of which only distances count, as of {@link System#nanoTime}. Read on
     *     the loop's thread only. If a test moves it, a loop that sleeps notices when a task wakes it
     * @param onFailure is told why, if the loop ends though nobody has shut it down: its selector is broken. Called on
     *     the loop's thread, before its channels are closed
     */
    public static EventLoop start(String name, LongSupplier clock, Consumer<Throwable> onFailure) throws IOException {
        return start(name, clock, Selector.open(), Unobserved.INSTANCE, onFailure);
    }

    /** The loop closes {@code selector}, which is closed at once if the thread cannot be started. */
    static EventLoop start(
            String name, LongSupplier clock, Selector selector, LoopObserver observer, Consumer<Throwable> onFailure)
            throws IOException {
        try {
            EventLoop loop = new EventLoop(name, clock, selector, observer, onFailure);
            observer.onStart(name, loop.timers);
            loop.thread.start();
            return loop;
        } catch (Throwable t) {
            selector.close();
            throw t;
        }
    }

    /** Whether the caller runs on the loop's thread. */
    public boolean inLoop() {
        return tasks.inLoop();
    }

    /**
     * Runs {@code task} on the loop's thread: now, if the caller is on it; otherwise the loop wakes up and runs tasks in
     * order of arrival. Tasks that bring more hold up neither channels nor deadlines nor the end. From any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended. Each task that was not refused
     *     runs before {@link #awaitTermination} tells of the end
     */
    @Override
    public void execute(Runnable task) {
        if (inLoop()) {
            task.run();
        } else {
            tasks.execute(task);
        }
    }

    /**
     * Takes {@code channel} into the loop, which from now on owns it and will close it. While the loop is shutting
     * down, the handler is asked at once to come to an end. Loop's thread only.
     *
     * @param channel non-blocking
     * @param handler makes the handler. Its argument wakes the handler up: any thread may run it, any number of times,
     *     and {@link EventHandler#onReady} is called at least once after that
     * @param executor runs {@link EventHandler#onReady}: {@code Runnable::run} for the loop's own thread
     * @param first what to wait for first
     * @throws IOException if the channel is closed. After this and any other failure it is the caller's to close
     */
    public void register(
            SelectableChannel channel, Function<Runnable, EventHandler> handler, Executor executor, Await first)
            throws IOException {
        assert inLoop() : "register is for the loop's thread; other threads reach it through execute";
        SelectionKey key = selector.register(channel);
        Registration registration = new Registration(key, handler, executor, shared);
        key.attach(registration);
        registration.carryOut(first);
        // Counted last: the loop must not wait at its end for a channel that could not be registered.
        openChannels++;
        if (state != State.RUNNING) {
            registration.shutdown();
        }
    }

    /**
     * Gives {@code channel} back to the caller, who closes it, which closes its descriptor at once. No method of its
     * handler is called any more, and the answer of one that is at work is ignored. Only in a task of the loop.
     */
    public void deregister(SelectableChannel channel) {
        assert inLoop() : "deregister is for the loop's thread; other threads reach it through execute";
        SelectionKey key = selector.keyOf(channel);
        if (key != null) {
            registration(key).forget();
            openChannels--;
            selector.select(0);
        }
    }

    /**
     * Asks each handler to come to an end ({@link EventHandler#onShutdown}); the loop ends when its last channel has
     * been closed. From any thread.
     */
    public void shutdown() {
        tasks.executeUnlessClosed(() -> {
            if (state == State.RUNNING) {
                state = State.SHUTDOWN;
                selector.keys().forEach(key -> Guard.run(() -> registration(key).shutdown()));
            }
        });
    }

    /** Handles what is ready by now, then closes each channel, open or at work, and ends the loop. From any thread. */
    public void shutdownNow() {
        abort = true;
        selector.wakeup();
    }

    /** Whether the loop has ended, so that it takes no channel any more. From any thread. */
    boolean isTerminated() {
        return state == State.TERMINATED;
    }

    /** Waits until the loop has ended, for {@code timeout} at the most, and tells whether it has. */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return terminated.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            while (!isFinished()) {
                Guard.run(turn);
            }
        } finally {
            terminate();
        }
    }

    private boolean isFinished() {
        return abort
                || selector.failure().isPresent()
                || (state == State.SHUTDOWN && openChannels == 0 && tasks.isEmpty());
    }

    /** Waits until something is due, dispatches what is ready, expires timers, runs tasks. */
    private void turn() {
        // Do not block while tasks are left over from the turn before: their wake-ups are used up.
        selector.select(tasks.isEmpty() ? timers.nanosUntilNext(clock.getAsLong()) : 0);
        Guard.run(expireTimers);
        for (int i = 0; i < TASKS_PER_TURN && !tasks.isEmpty(); i++) {
            shared.observer().onTask();
            Guard.run(tasks.poll());
        }
    }

    /** First reads all that clients had sent by now: after a pause of the process, one look does not show all of it. */
    private void expireTimers() {
        long nowNanos = clock.getAsLong();
        if (timers.nanosUntilNext(nowNanos) == 0) {
            selector.selectAll();
            timers.expire(nowNanos);
        }
    }

    private void terminate() {
        state = State.TERMINATED;
        try {
            tasks.close(); // Refuses further tasks; those that came before still run.
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                Guard.run(task);
            }
            selector.failure().ifPresent(cause -> Guard.run(() -> onFailure.accept(cause)));
            selector.selectAll(); // What had arrived by now is read, and answered or known to be cut off.
            selector.keys().forEach(key -> Guard.run(() -> registration(key).abort()));
            selector.close();
        } catch (Throwable t) {
            log.error("the end of an event loop failed", t);
        }
        terminated.countDown();
    }

    private static Registration registration(SelectionKey key) {
        return (Registration) key.attachment();
    }
}
