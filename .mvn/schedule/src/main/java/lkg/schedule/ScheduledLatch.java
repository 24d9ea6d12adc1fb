package lkg.schedule;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands in for {@link CountDownLatch}. */
public class ScheduledLatch extends CountDownLatch {

    public ScheduledLatch(int count) {
        super(count);
    }

    @Override
    public void await() throws InterruptedException {
        await(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller == null) {
            return super.await(timeout, unit);
        }
        caller.schedule().point();
        if (getCount() > 0) {
            String does = caller.does;
            caller.step(" waits");
            caller.schedule().await(() -> getCount() == 0 || caller.isInterrupted(), unit.toNanos(timeout));
            caller.does = does;
        }
        caller.throwIfInterrupted();
        caller.step(getCount() == 0 ? " goes on" : " goes on, because its time is up");
        return getCount() == 0;
    }

    @Override
    public void countDown() {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            caller.schedule().point();
        }
        super.countDown();
        if (caller != null) {
            caller.step(" leaves " + getCount());
        }
    }
}
