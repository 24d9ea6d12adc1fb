package lkg.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One order in which some threads take their steps. The order comes from a seed: the same seed gives the same order.
 *
 * <p>Only one thread runs at a time. At certain points, such as before it takes a lock or writes a field, it may have
 * to let another one run: a random number decides, and decides which one. A thread that waits says for what, and is not
 * chosen before that is true. So nothing depends on the time that anything takes, and a deadlock is seen at once: no
 * thread is left that could be chosen.
 *
 * <p>Time is made up, too. It stands still while any thread can go on. When none can, it moves on to the first timeout.
 *
 * <p>Each thread sees all that was written before. What only goes wrong because of caches, or because a compiler moves
 * writes, is not found here.
 */
public final class Schedule {

    private static final int MAX_POINTS = 20_000;

    /** A thread that goes through so many points may be looking again and again for what another one has to do. */
    private static final int PATIENCE = 500;

    private static final long STUCK_SECONDS = 2;
    private static final BooleanSupplier ALWAYS = () -> true;

    private final Chooser chooser;
    private final List<ScheduledThread> threads = new ArrayList<>();
    private final Interleaving interleaving = new Interleaving();
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile ScheduledThread running;
    private volatile Throwable failure;
    private volatile int points;
    private long nanos;

    Schedule(Chooser chooser) {
        this.chooser = chooser;
    }

    /**
     * Runs {@code test} and all threads that it starts to their end, but daemons only until each of them waits. Returns
     * what went wrong, or null.
     */
    Throwable run(Runnable test) throws InterruptedException {
        ScheduledThread first = new ScheduledThread(this, test, "test");
        threads.add(first);
        first.priority = chooser.priority();
        running = first;
        first.begin();
        for (int seen = -1; !over.await(STUCK_SECONDS, TimeUnit.SECONDS); seen = points) {
            if (seen == points && isOutOfControl(running)) {
                return new Uncontrolled(running, "something that schedules do not control");
            }
        }
        return failure;
    }

    /**
     * Whether a thread waits, but not for its turn. One that runs on for ever is the business of the test's own limit.
     */
    private static boolean isOutOfControl(Thread thread) {
        Thread.State state = thread.getState();
        boolean waits =
                state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
        return waits
                && Arrays.stream(thread.getStackTrace())
                        .noneMatch(frame -> frame.getMethodName().equals("awaitTurn"));
    }

    Interleaving interleaving() {
        return interleaving;
    }

    // For the thread that runs

    /** The caller may have to let another thread run here. */
    void point() {
        point(false);
    }

    /** The same for what happens inside a lock, where the other threads mostly do not look. */
    void rarePoint() {
        point(true);
    }

    private void point(boolean rare) {
        if (++points % PATIENCE == 0) {
            letOthersRun();
        } else if (chooser.mayChange(running, points, rare)) {
            letRun(ready(null));
        }
        if (points > MAX_POINTS) {
            fail(new AssertionError("the threads take steps for ever, and do not come to an end"));
        }
    }

    /** The caller lets another thread run, if one can. */
    void yield() {
        point();
        letOthersRun();
    }

    private void letOthersRun() {
        chooser.demote(running);
        List<ScheduledThread> others = ready(running);
        if (!others.isEmpty()) {
            letRun(others);
        }
    }

    /** Lets the caller wait until {@code ready}. */
    void await(BooleanSupplier ready) {
        await(ready, Long.MAX_VALUE);
    }

    /** The same, for {@code timeoutNanos} at the most. Tells whether it is ready. */
    boolean await(BooleanSupplier ready, long timeoutNanos) {
        ScheduledThread caller = running;
        if (!ready.getAsBoolean() && timeoutNanos > 0) {
            caller.waitsUntil(ready, timeoutNanos > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + timeoutNanos);
            letRun(ready(null));
            caller.waitsUntil(ALWAYS, Long.MAX_VALUE);
        }
        return ready.getAsBoolean();
    }

    /** The made-up time. */
    long nanos() {
        return nanos;
    }

    int points() {
        return points;
    }

    /** Daemons that still wait when the schedule is over, and stay parked. */
    int leftBehind() {
        return threads.size();
    }

    int random(int bound) {
        return chooser.random(bound);
    }

    /** A thread that the caller starts. */
    void add(ScheduledThread thread) {
        thread.waitsUntil(ALWAYS, Long.MAX_VALUE);
        threads.add(thread);
        thread.priority = chooser.priority();
        thread.begin();
    }

    /** The first thing that a thread does: waits for its turn. */
    void awaitTurn(ScheduledThread caller) {
        while (running != caller || over.getCount() == 0) {
            LockSupport.park(this); // For ever, if the schedule is over.
        }
    }

    /** The last thing that a thread does. */
    void end(Throwable thrown) {
        threads.remove(running);
        if (thrown != null) {
            failure = thrown;
            over.countDown();
        } else if (threads.isEmpty()) {
            over.countDown();
        } else {
            chooseFrom(ready(null));
        }
    }

    private void letRun(List<ScheduledThread> ready) {
        ScheduledThread caller = running;
        chooseFrom(ready);
        awaitTurn(caller);
    }

    private void chooseFrom(List<ScheduledThread> ready) {
        if (ready.isEmpty() && threads.stream().allMatch(ScheduledThread::isMadeDaemon)) {
            over.countDown();
            return;
        }
        if (ready.isEmpty()) {
            ready = moveTime();
        }
        if (ready.isEmpty()) {
            failure = new AssertionError("no thread can go on: " + String.join(", ", descriptions()));
            over.countDown();
            return;
        }
        ScheduledThread next = chooser.next(ready);
        running = next;
        LockSupport.unpark(next);
    }

    private List<ScheduledThread> ready(ScheduledThread except) {
        List<ScheduledThread> ready = new ArrayList<>(threads);
        ready.removeIf(thread -> thread == except || !thread.isReady(nanos));
        return ready;
    }

    private List<ScheduledThread> moveTime() {
        long next =
                threads.stream().mapToLong(ScheduledThread::deadlineNanos).min().orElse(Long.MAX_VALUE);
        if (next == Long.MAX_VALUE) {
            return List.of();
        }
        nanos = next;
        return ready(null);
    }

    private List<String> descriptions() {
        return threads.stream().map(ScheduledThread::description).toList();
    }

    /** The caller is about to wait in something that is not controlled. */
    void giveUp(ScheduledThread caller) {
        fail(new Uncontrolled(caller, caller.does + ", which schedules do not control"));
    }

    private void fail(Throwable why) {
        failure = why;
        over.countDown();
        awaitTurn(running);
    }

    /** A thread waits where no schedule can intervene. */
    static final class Uncontrolled extends AssertionError {

        private static final long serialVersionUID = 1;

        Uncontrolled(Thread thread, String what) {
            super(thread.getName() + " waits in " + what);
            setStackTrace(thread.getStackTrace());
        }
    }
}
