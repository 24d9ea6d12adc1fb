package lkg.schedule;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the classes under test call, because {@link Instrumentation} has put the calls there: some before a step that
 * other threads may see, others instead of a method of the JDK that cannot be overridden.
 */
public final class Hooks {

    private static final Map<Object, Monitor> MONITORS = new IdentityHashMap<>();
    private static final Map<Object, Monitor.WaitSet> WAIT_SETS = new IdentityHashMap<>();

    private Hooks() {}

    /** Before a call of what stands in for a class of the JDK. The call itself is a step. */
    public static void at(String does, String where) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            caller.does = does;
            caller.where = where;
        }
    }

    /** Before a call that other threads may notice. */
    public static void call(String does, String where) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            at(does, where);
            pointFor(caller);
            caller.step("");
        }
    }

    /** Before a field is read or written. Inside a lock, that is not worth a line of the interleaving. */
    public static void field(String does, String where) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            at(does, where);
            pointFor(caller);
            if (caller.locksHeld == 0) {
                caller.step("");
            } else {
                caller.lastStep = null;
            }
        }
    }

    /** Before a wait that real time would end. What it returns then, no schedule decides. */
    public static void uncontrolled(String does, String where) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            at(does, where);
            caller.schedule().giveUp(caller);
        }
    }

    /** After a call or a field: what was returned, read or written. */
    public static void value(int value) {
        value((Object) value);
    }

    public static void value(boolean value) {
        value((Object) value);
    }

    public static void value(Object value) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null && caller.lastStep != null && isShort(value)) {
            caller.lastStep.append(": " + value);
            caller.lastStep = null;
        }
    }

    /** Of other objects, not even {@code toString} may be called: it would take steps, too. */
    private static boolean isShort(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof Enum;
    }

    private static void pointFor(ScheduledThread caller) {
        if (caller.locksHeld == 0) {
            caller.schedule().point();
        } else {
            caller.schedule().rarePoint();
        }
    }

    // Monitors

    public static void enter(Object object) {
        if (ScheduledThread.caller() != null) {
            monitor(object).enter();
        }
    }

    public static void exit(Object object) {
        if (ScheduledThread.caller() != null) {
            monitor(object).exit();
        }
    }

    public static void wait(Object object) throws InterruptedException {
        wait(object, 0);
    }

    public static void wait(Object object, long millis) throws InterruptedException {
        waitSet(object).await(millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis));
    }

    public static void wait(Object object, long millis, int nanos) throws InterruptedException {
        wait(object, roundedUp(millis, nanos));
    }

    public static void timedWait(TimeUnit unit, Object object, long timeout) throws InterruptedException {
        if (timeout > 0) {
            wait(object, roundedUp(unit, timeout));
        }
    }

    public static void notify(Object object) {
        waitSet(object).signalAny();
    }

    public static void notifyAll(Object object) {
        waitSet(object).signalAll();
    }

    public static boolean holdsLock(Object object) {
        ScheduledThread caller = ScheduledThread.caller();
        return caller == null ? Thread.holdsLock(object) : monitor(object).isHeldBy(caller);
    }

    private static synchronized Monitor monitor(Object object) {
        return MONITORS.computeIfAbsent(object, o -> new Monitor());
    }

    private static synchronized Monitor.WaitSet waitSet(Object object) {
        return WAIT_SETS.computeIfAbsent(object, o -> monitor(o).new WaitSet());
    }

    /** A new schedule begins: nobody holds a lock. */
    static synchronized void forgetMonitors() {
        MONITORS.clear();
        WAIT_SETS.clear();
    }

    // Threads

    public static void join(Thread thread) throws InterruptedException {
        join(thread, 0);
    }

    public static void join(Thread thread, long millis) throws InterruptedException {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller == null || !(thread instanceof ScheduledThread scheduled)) {
            thread.join(millis);
            return;
        }
        long nanos = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
        caller.schedule().await(() -> scheduled.hasEnded() || caller.isInterrupted(), nanos);
        caller.throwIfInterrupted();
        caller.step(" sees that " + thread.getName() + (scheduled.hasEnded() ? " has ended" : " has not ended"));
    }

    public static void join(Thread thread, long millis, int nanos) throws InterruptedException {
        join(thread, roundedUp(millis, nanos));
    }

    public static void timedJoin(TimeUnit unit, Thread thread, long timeout) throws InterruptedException {
        if (timeout > 0) {
            join(thread, roundedUp(unit, timeout));
        }
    }

    public static boolean isAlive(Thread thread) {
        return thread instanceof ScheduledThread scheduled && scheduled.schedule() != null
                ? !scheduled.hasEnded()
                : thread.isAlive();
    }

    public static void setDaemon(Thread thread, boolean daemon) {
        if (thread instanceof ScheduledThread scheduled) {
            scheduled.makeDaemon(daemon);
        } else {
            thread.setDaemon(daemon);
        }
    }

    public static boolean isDaemon(Thread thread) {
        return thread instanceof ScheduledThread scheduled ? scheduled.isMadeDaemon() : thread.isDaemon();
    }

    public static boolean interrupted() {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller == null) {
            return Thread.interrupted();
        }
        pointFor(caller);
        boolean was = caller.takeInterrupt();
        if (was || caller.locksHeld == 0) {
            caller.step(": " + was);
        }
        return was;
    }

    public static void sleep(long millis) throws InterruptedException {
        sleep(TimeUnit.MILLISECONDS, millis);
    }

    public static void sleep(long millis, int nanos) throws InterruptedException {
        sleep(TimeUnit.NANOSECONDS, TimeUnit.MILLISECONDS.toNanos(millis) + nanos);
    }

    public static void sleep(TimeUnit unit, long timeout) throws InterruptedException {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller == null) {
            unit.sleep(timeout);
            return;
        }
        caller.schedule().await(caller::isInterrupted, unit.toNanos(timeout));
        caller.throwIfInterrupted();
    }

    public static void yield() {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            caller.schedule().yield();
        }
    }

    public static void onSpinWait() {
        Hooks.yield();
    }

    public static void park() {
        parkNanos(Long.MAX_VALUE);
    }

    public static void park(Object blocker) {
        parkNanos(Long.MAX_VALUE);
    }

    public static void parkNanos(Object blocker, long nanos) {
        parkNanos(nanos);
    }

    public static void parkNanos(long nanos) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller == null) {
            LockSupport.parkNanos(nanos);
            return;
        }
        caller.schedule().point();
        caller.schedule().await(() -> caller.mayPass || caller.isInterrupted(), nanos);
        caller.mayPass = false;
        caller.step("");
    }

    public static void parkUntil(Object blocker, long deadlineMillis) {
        parkUntil(deadlineMillis);
    }

    public static void parkUntil(long deadlineMillis) {
        parkNanos(TimeUnit.MILLISECONDS.toNanos(deadlineMillis - currentTimeMillis()));
    }

    public static void unpark(Thread thread) {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller == null || !(thread instanceof ScheduledThread scheduled)) {
            LockSupport.unpark(thread);
            return;
        }
        caller.schedule().point();
        scheduled.mayPass = true;
        caller.step("");
    }

    // Time and selectors

    public static long nanoTime() {
        ScheduledThread caller = ScheduledThread.caller();
        return caller == null ? System.nanoTime() : caller.schedule().nanos();
    }

    /** Milliseconds for a timeout that is not zero: {@code wait} and {@code join} of the JDK round it up, too. */
    private static long roundedUp(TimeUnit unit, long timeout) {
        long millis = unit.toMillis(timeout);
        return roundedUp(millis, unit.convert(millis, TimeUnit.MILLISECONDS) < timeout ? 1 : 0);
    }

    private static long roundedUp(long millis, int nanos) {
        return nanos > 0 && millis < Long.MAX_VALUE ? millis + 1 : millis;
    }

    public static long currentTimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime());
    }

    public static Selector open() throws IOException {
        return ScheduledThread.caller() == null ? Selector.open() : new ScheduledSelector();
    }
}
