package lkg.schedule;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands in for {@link ReentrantLock}. */
public class ScheduledLock extends ReentrantLock {

    private static final long serialVersionUID = 1;

    private final transient Monitor monitor = new Monitor();

    public ScheduledLock() {}

    public ScheduledLock(boolean fair) {
        super(fair);
    }

    @Override
    public void lock() {
        monitor.enter();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        ScheduledThread.caller().throwIfInterrupted();
        monitor.enter();
    }

    @Override
    public boolean tryLock() {
        return monitor.tryEnter();
    }

    @Override
    public boolean tryLock(long timeout, TimeUnit unit) throws InterruptedException {
        ScheduledThread caller = ScheduledThread.caller();
        caller.throwIfInterrupted();
        caller.schedule().await(() -> !monitor.isLocked() || monitor.isHeldBy(caller), unit.toNanos(timeout));
        return monitor.tryEnter();
    }

    @Override
    public void unlock() {
        monitor.exit();
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return monitor.isHeldBy(ScheduledThread.caller());
    }

    @Override
    public boolean isLocked() {
        return monitor.isLocked();
    }

    @Override
    public int getHoldCount() {
        return monitor.holdsOf(ScheduledThread.caller());
    }

    @Override
    public Condition newCondition() {
        return new ScheduledCondition(monitor.new WaitSet());
    }

    @Override
    public boolean hasWaiters(Condition condition) {
        return getWaitQueueLength(condition) > 0;
    }

    @Override
    public int getWaitQueueLength(Condition condition) {
        return ((ScheduledCondition) condition).waitSet().size();
    }

    private record ScheduledCondition(Monitor.WaitSet waitSet) implements Condition {

        @Override
        public void await() throws InterruptedException {
            waitSet.await(Long.MAX_VALUE);
        }

        @Override
        public void awaitUninterruptibly() {
            waitSet.awaitUninterruptibly();
        }

        @Override
        public long awaitNanos(long nanos) throws InterruptedException {
            Schedule schedule = ScheduledThread.caller().schedule();
            long start = schedule.nanos();
            waitSet.await(nanos);
            return nanos - (schedule.nanos() - start);
        }

        @Override
        public boolean await(long time, TimeUnit unit) throws InterruptedException {
            return waitSet.await(unit.toNanos(time));
        }

        @Override
        public boolean awaitUntil(Date deadline) throws InterruptedException {
            return await(deadline.getTime() - Hooks.currentTimeMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void signal() {
            waitSet.signalOne();
        }

        @Override
        public void signalAll() {
            waitSet.signalAll();
        }
    }
}
