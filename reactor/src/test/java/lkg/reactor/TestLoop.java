package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A loop for one test, and a connection that it may serve: {@link #peer} is the connection's far end. The loop's clock
 * stands still unless the test moves it.
 */
final class TestLoop implements BeforeEachCallback, AfterEachCallback {

    static final Await READABLE = Await.readable(Duration.ofSeconds(10));
    static final Executor INLINE = Runnable::run;
    static final Executor FULL = task -> {
        throw new RejectedExecutionException("full");
    };

    /** Loops in a row that did not even run a task: when there are three, the tests do not wait for others. */
    private static final AtomicInteger deadLoops = new AtomicInteger();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final LongSupplier clock;
    private final Set<Thread> clockReaders = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<CountDownLatch> latches = new ConcurrentLinkedQueue<>();
    final AtomicInteger clockReads = new AtomicInteger();

    private volatile boolean clockFails;
    private volatile boolean shutDown;
    private volatile Throwable uncaught;
    private volatile Thread worker;
    private Thread.UncaughtExceptionHandler before;

    EventLoop eventLoop;
    Thread thread;
    Peer peer;

    TestLoop() {
        this.clock = nanos::get;
    }

    private TestLoop(LongSupplier clock) {
        this.clock = clock;
    }

    static TestLoop onRealClock() {
        return new TestLoop(System::nanoTime);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        if (deadLoops.get() == 3) {
            throw new AssertionError("three loops in a row did not run a single task: see the first failed tests");
        }
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught = failure);
        eventLoop = EventLoop.start("loop", this::now, failures::add);
        peer = new Peer();
        CompletableFuture<Thread> firstTask = new CompletableFuture<>();
        eventLoop.execute(() -> firstTask.complete(Thread.currentThread()));
        deadLoops.incrementAndGet();
        Waits.trouble = () -> deathOf(threadNamed("loop"));
        thread = Waits.get(firstTask, "a new loop runs a task");
        Waits.trouble = () -> shutDown ? Optional.empty() : deathOf(Optional.of(thread));
        deadLoops.set(0);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        try {
            latches.forEach(CountDownLatch::countDown);
            if (eventLoop != null) {
                shutdownNow();
            }
            if (test.getExecutionException().isEmpty()) {
                expectEnd("of shutdownNow");
                assertThat(clockReaders)
                        .as("threads that read the clock; the timers belong to the loop's thread")
                        .isSubsetOf(Set.of(thread));
                assertThat(failures)
                        .as("what onFailure was told, although the selector works")
                        .isEmpty();
            }
        } finally {
            Waits.trouble = Optional::empty;
            Thread.setDefaultUncaughtExceptionHandler(before);
            if (peer != null) {
                peer.close();
            }
        }
    }

    private static Optional<Thread> threadNamed(String name) {
        Collection<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream().filter(thread -> thread.getName().equals(name)).findAny();
    }

    private Optional<Throwable> deathOf(Optional<Thread> loopThread) {
        if (loopThread.filter(Thread::isAlive).isPresent()) {
            return Optional.empty();
        }
        String why = uncaught == null ? "" : "; it ended with " + uncaught;
        String what = "the loop has no running thread, although nobody has shut it down" + why;
        return Optional.of(new IllegalStateException(what, uncaught));
    }

    void register(EventHandler handler, Executor executor, Await first) throws Exception {
        register(wakeUp -> handler, executor, first);
    }

    void register(Function<Runnable, EventHandler> handler, Executor executor, Await first) throws Exception {
        register(peer.channel, handler, executor, first);
    }

    void register(SelectableChannel channel, EventHandler handler, Executor executor, Await first) throws Exception {
        register(channel, wakeUp -> handler, executor, first);
    }

    void register(SelectableChannel channel, Function<Runnable, EventHandler> handler, Executor executor, Await first)
            throws Exception {
        run(() -> eventLoop.register(channel, handler, executor, first));
    }

    /** Tries to register {@code channel} with a handler that cannot be made. */
    void registerInVain(SelectableChannel channel) throws Exception {
        Function<Runnable, EventHandler> broken = wakeUp -> {
            throw new IllegalStateException("thrown on purpose");
        };
        run(() -> assertThatThrownBy(
                        () -> eventLoop.register(channel, broken, INLINE, READABLE),
                        "register, if the handler cannot be made")
                .isInstanceOf(IllegalStateException.class));
    }

    void execute(Runnable task) {
        eventLoop.execute(task);
    }

    boolean inLoop() {
        return eventLoop.inLoop();
    }

    void shutdown() {
        shutDown = true;
        eventLoop.shutdown();
    }

    void shutdownNow() {
        shutDown = true;
        eventLoop.shutdownNow();
    }

    /** Waits until the loop has ended. */
    void expectEnd(String because) throws Exception {
        Waits.end(thread, "the loop's thread ends, because " + because);
        assertThat(eventLoop.awaitTermination(Duration.ofSeconds(5)))
                .as("awaitTermination tells that the loop has ended, because " + because)
                .isTrue();
    }

    interface Task {
        void run() throws Exception;
    }

    /** Runs {@code task} on the loop's thread, and returns when it has run. What it throws is thrown here. */
    void run(Task task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        eventLoop.execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        });
        Waits.get(done, "the loop runs a task");
    }

    /** A latch that is counted down at the end of the test at the latest. */
    CountDownLatch latch() {
        CountDownLatch latch = new CountDownLatch(1);
        latches.add(latch);
        return latch;
    }

    /** Keeps the loop busy from when this returns until the latch is counted down. */
    CountDownLatch block() {
        CountDownLatch blocked = latch();
        CountDownLatch goOn = latch();
        execute(() -> {
            blocked.countDown();
            await(goOn);
        });
        Waits.latch(blocked, "the loop runs a task");
        return goOn;
    }

    /** Returns when the loop has handled whatever was ready, due or handed in before. */
    void turns() throws Exception {
        Turns.of(this);
    }

    /** Lets {@code time} pass, and the loop notice. */
    void pass(Duration time) throws Exception {
        setClockForward(time);
        turns();
    }

    /** Ends the loop's sleep, unless it has seen what there was to see, and has ended. */
    void wake() {
        try {
            execute(() -> {});
        } catch (RejectedExecutionException e) {
            // It needed no waking.
        }
    }

    void setClockForward(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** The next time that the loop looks at its clock, the clock throws an {@link OutOfMemoryError}. */
    void breakClock() {
        clockFails = true;
    }

    boolean clockHasFailed() {
        return !clockFails;
    }

    private long now() {
        clockReads.incrementAndGet();
        clockReaders.add(Thread.currentThread());
        if (clockFails) {
            clockFails = false;
            throw new OutOfMemoryError("thrown on purpose");
        }
        return clock.getAsLong();
    }

    /** Runs each task on a new thread, which is called "another". */
    Executor onAnotherThread() {
        return task -> {
            worker = new Thread(task, "another");
            worker.start();
        };
    }

    /** Returns when the handler at work on another thread has returned, and the loop has carried out its answer. */
    void takesBack() throws Exception {
        workerEnds();
        turns();
    }

    /** Returns when the handler at work on another thread has returned, and its answer is queued for the loop. */
    void workerEnds() throws Exception {
        Waits.end(worker, "the other thread ends, on which the handler was at work");
    }

    /**
     * Registers {@code probe} and returns when it is at work on another thread. It has read what there was to read, and
     * returns {@code answer} when the latch is counted down.
     */
    CountDownLatch registerAtWork(Probe probe, Await answer) throws Exception {
        CountDownLatch hasRead = latch();
        CountDownLatch goOn = latch();
        probe.whenReady = () -> {
            Peer.read(peer.channel);
            hasRead.countDown();
            await(goOn);
            return answer;
        };
        register(probe::wokenBy, onAnotherThread(), READABLE);
        peer.send("a");
        probe.expectOn("another", "onReady", "a byte has arrived");
        Waits.latch(hasRead, "the handler reads");
        return goOn;
    }

    static void await(CountDownLatch latch) {
        Waits.latch(latch, "the test goes on");
    }
}
