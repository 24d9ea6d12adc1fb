import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Two threads add 1 to a counter in the worst order, once without a lock and once with one. */
public final class LostUpdate {

    private final ReentrantLock lock = new ReentrantLock();
    private int count;

    public static void main(String[] args) throws Exception {
        new LostUpdate().withoutLock();
        new LostUpdate().withLock();
    }

    private void withoutLock() throws Exception {
        System.out.println("without a lock:");
        CountDownLatch aHasRead = new CountDownLatch(1);
        CountDownLatch bIsDone = new CountDownLatch(1);
        Thread a = start(
                "A",
                () -> addOne(() -> {
                    aHasRead.countDown();
                    await(bIsDone);
                }));
        await(aHasRead);
        Thread b = start("B", () -> addOne(() -> {}));
        b.join();
        bIsDone.countDown();
        a.join();
        System.out.println("  two threads added 1, and the count is " + count);
    }

    private void withLock() throws Exception {
        System.out.println("with a lock:");
        CountDownLatch aHasRead = new CountDownLatch(1);
        CountDownLatch bHasCome = new CountDownLatch(1);
        Thread a = start(
                "A",
                () -> locked(() -> addOne(() -> {
                    aHasRead.countDown();
                    await(bHasCome);
                })));
        await(aHasRead);
        Thread b = start("B", () -> locked(() -> addOne(() -> {})));
        while (!lock.hasQueuedThread(b)) {
            Thread.yield();
        }
        System.out.println("  B waits for the lock");
        bHasCome.countDown();
        a.join();
        b.join();
        System.out.println("  two threads added 1, and the count is " + count);
    }

    /** What {@code count++} does, with a pause in the middle. */
    private void addOne(Runnable pause) {
        String thread = Thread.currentThread().getName();
        int seen = count;
        System.out.println("  " + thread + " reads " + seen);
        pause.run();
        count = seen + 1;
        System.out.println("  " + thread + " writes " + count);
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
