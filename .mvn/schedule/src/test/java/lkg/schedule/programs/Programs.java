package lkg.schedule.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What the tests of the schedules run. In a package of its own, because all classes of a package are changed. */
public final class Programs {

    private Programs() {}

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "other");
        thread.start();
        return thread;
    }

    public static final class LostUpdate {

        private int count;

        void test() throws InterruptedException {
            Thread other = start(() -> count++);
            count++;
            other.join();
            assertThat(count).isEqualTo(2);
        }
    }

    public static final class LostWakeUp {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean done;

        void test() throws InterruptedException {
            start(() -> {
                lock.lock();
                done = true;
                changed.signalAll();
                lock.unlock();
            });
            while (!done) {
                lock.lock();
                changed.await();
                lock.unlock();
            }
        }
    }

    public static final class LostNotify {

        private boolean done;

        void test() throws InterruptedException {
            start(this::finish);
            if (!isDone()) {
                waitForTheEnd();
            }
        }

        private synchronized boolean isDone() {
            return done;
        }

        private synchronized void finish() {
            done = true;
            notifyAll();
        }

        private synchronized void waitForTheEnd() throws InterruptedException {
            wait();
        }
    }

    public static final class Philosophers {

        private final Object left = new Object();
        private final Object right = new Object();

        void test() throws InterruptedException {
            Thread other = start(() -> {
                synchronized (left) {
                    synchronized (right) {
                        Thread.yield();
                    }
                }
            });
            synchronized (right) {
                synchronized (left) {
                    Thread.yield();
                }
            }
            other.join();
        }
    }

    public static final class Endless {

        private boolean done;

        void test() {
            while (!done) {
                Thread.onSpinWait();
            }
        }
    }

    public static final class FailingThread {

        void test() {
            start(() -> {
                throw new IllegalStateException("on purpose");
            });
        }
    }

    public static final class Correct {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final CountDownLatch both = new CountDownLatch(2);
        private int turns;
        private int sum;

        void test() throws InterruptedException {
            Thread first = new Adder("first");
            Thread second = new Adder("second");
            first.start();
            second.start();
            lock.lock();
            try {
                while (turns < 2) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
            both.await();
            first.join();
            second.join();
            assertThat(sum).isEqualTo(2);
            assertThat(first.isAlive()).isFalse();
        }

        private synchronized int add(int more) {
            sum += more;
            return sum;
        }

        private final class Adder extends Thread {

            Adder(String name) {
                super(name);
            }

            @Override
            public void run() {
                add(1);
                lock.lock();
                turns++;
                changed.signal();
                lock.unlock();
                both.countDown();
            }
        }
    }

    public static final class Interrupted {

        private final CountDownLatch never = new CountDownLatch(1);
        private final AtomicInteger interrupts = new AtomicInteger();

        void test() throws InterruptedException {
            Thread sleeper = start(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                }
                Thread.currentThread().interrupt();
                assertThat(Thread.interrupted()).isTrue();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
            sleeper.interrupt();
            sleeper.join();
            assertThat(interrupts.get()).isEqualTo(1);
        }
    }

    public static final class Parking {

        private final AtomicInteger permits = new AtomicInteger();

        void test() throws InterruptedException {
            Thread parked = start(() -> {
                while (permits.get() == 0) {
                    LockSupport.park();
                }
            });
            permits.incrementAndGet();
            LockSupport.unpark(parked);
            parked.join();
        }
    }

    public static final class Timeouts {

        void test() throws InterruptedException {
            long start = System.nanoTime();
            assertThat(new CountDownLatch(1).await(1, TimeUnit.DAYS)).isFalse();
            Thread.sleep(1);
            assertThat(System.nanoTime() - start)
                    .isEqualTo(TimeUnit.DAYS.toNanos(1) + TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    public static final class TimedWaits {

        private boolean done;

        synchronized void test() throws InterruptedException {
            long start = System.nanoTime();
            wait(1);
            wait(1, 500_000); // Rounded up, as in the JDK.
            wait(0, 1);
            TimeUnit.HOURS.timedWait(this, 1);
            TimeUnit.NANOSECONDS.timedWait(this, 2_000_000);
            TimeUnit.NANOSECONDS.timedWait(this, 0);
            assertThat(System.nanoTime() - start)
                    .isEqualTo(TimeUnit.HOURS.toNanos(1) + TimeUnit.MILLISECONDS.toNanos(6));
            start(this::finish);
            while (!done) {
                wait(0, 0);
            }
        }

        private synchronized void finish() {
            done = true;
            notifyAll();
        }
    }

    public static final class TimedSleepsAndJoins {

        void test() throws InterruptedException {
            long start = System.nanoTime();
            Thread sleeper = start(() -> {
                try {
                    TimeUnit.DAYS.sleep(1);
                    Thread.sleep(0, 7);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            sleeper.join(1, 500_000); // Rounded up, as in the JDK.
            TimeUnit.MICROSECONDS.timedJoin(sleeper, 3_000);
            TimeUnit.MICROSECONDS.timedJoin(sleeper, -1);
            assertThat(System.nanoTime() - start).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
            assertThat(sleeper.isAlive()).isTrue();
            sleeper.join();
            assertThat(System.nanoTime() - start).isEqualTo(TimeUnit.DAYS.toNanos(1) + 7);
        }
    }

    public static final class TimedParks {

        void test() {
            long start = System.nanoTime();
            LockSupport.parkNanos(this, TimeUnit.DAYS.toNanos(1));
            LockSupport.parkUntil(System.currentTimeMillis() + 1);
            LockSupport.parkUntil(this, System.currentTimeMillis() + 1);
            LockSupport.parkUntil(System.currentTimeMillis());
            assertThat(System.nanoTime() - start)
                    .isEqualTo(TimeUnit.DAYS.toNanos(1) + TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    public static final class TimedLocks {

        private final Lock lock = new ReentrantLock();
        private final Condition never = lock.newCondition();
        private final CountDownLatch locked = new CountDownLatch(1);

        void test() throws InterruptedException {
            Thread holder = start(this::holdForAnHour);
            locked.await();
            assertThat(lock.tryLock(1, TimeUnit.MINUTES)).isFalse();
            assertThat(lock.tryLock(1, TimeUnit.HOURS)).isTrue();
            assertThat(System.nanoTime()).isEqualTo(TimeUnit.HOURS.toNanos(1));
            assertThat(never.await(1, TimeUnit.HOURS)).isFalse();
            assertThat(never.awaitNanos(1)).isEqualTo(0);
            assertThat(never.awaitUntil(new Date(System.currentTimeMillis() + 1)))
                    .isFalse();
            lock.unlock();
            holder.join();
        }

        private void holdForAnHour() {
            lock.lock();
            locked.countDown();
            LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
            lock.unlock();
        }
    }

    public static final class WhoHoldsWhat {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition never = lock.newCondition();

        void test() throws InterruptedException {
            assertThat(Thread.holdsLock(this)).isFalse();
            synchronized (this) {
                assertThat(Thread.holdsLock(this)).isTrue();
            }
            Thread waiting = start(this::waitForAnHour);
            Thread.sleep(1);
            assertThat(lock.getHoldCount()).isZero();
            lock.lock();
            lock.lock();
            assertThat(lock.getHoldCount()).isEqualTo(2);
            assertThat(lock.hasWaiters(never)).isTrue();
            assertThat(lock.getWaitQueueLength(never)).isEqualTo(1);
            lock.unlock();
            lock.unlock();
            waiting.join();
        }

        private void waitForAnHour() {
            lock.lock();
            try {
                never.await(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                lock.unlock();
            }
        }
    }

    public static final class Daemons {

        private final CountDownLatch never = new CountDownLatch(1);

        void test() throws InterruptedException {
            CountDownLatch both = new CountDownLatch(2);
            startDaemon(() -> {
                both.countDown();
                waitForever();
            });
            startDaemon(() -> {
                both.countDown();
                while (true) {
                    LockSupport.parkNanos(1);
                }
            });
            both.await();
        }

        private void waitForever() {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static void startDaemon(Runnable task) {
            Thread thread = new Thread(task, "daemon");
            thread.setDaemon(true);
            assertThat(thread.isDaemon()).isTrue();
            thread.start();
        }
    }

    public static final class UncontrolledForAWhile {

        void test() throws InterruptedException {
            BlockingQueue<String> queue = new LinkedBlockingQueue<>();
            start(() -> queue.add("a"));
            assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isEqualTo("a");
        }
    }

    public static final class Uncontrolled {

        void test() throws InterruptedException {
            new LinkedBlockingQueue<String>().take();
        }
    }

    public static final class Spinning {

        private volatile boolean done;

        void test() {
            start(() -> done = true);
            while (!done) {
                // Looks again.
            }
        }
    }
}
