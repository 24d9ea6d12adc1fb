package lkg.threadpool;

import java.util.concurrent.CountDownLatch;

/** A job that stays inside until the test opens the gate, so that a test knows which worker is busy with what. */
final class Gate implements Runnable {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean interrupted;

    @Override
    public void run() {
        entered.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        left.countDown();
    }

    void awaitEntered() throws InterruptedException {
        Soon.comes(entered, "a worker takes up the job, because one is free");
    }

    void awaitLeft() throws InterruptedException {
        Soon.comes(left, "the job comes to its end, because its gate is open or it was interrupted");
    }

    void open() {
        open.countDown();
    }

    boolean wasInterrupted() {
        return interrupted;
    }
}
