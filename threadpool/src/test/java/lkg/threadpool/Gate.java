package lkg.threadpool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A job that stays inside until the test opens the gate, so that a test knows which worker is busy with what. */
final class Gate implements Runnable {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean interrupted;

    @Override
    public void run() {
        entered.countDown();
        try {
            if (!open.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the test did not open the gate");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    void awaitEntered() throws InterruptedException {
        if (!entered.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no worker took up the job, although one is free");
        }
    }

    void open() {
        open.countDown();
    }

    boolean wasInterrupted() {
        return interrupted;
    }
}
