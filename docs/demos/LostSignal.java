import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A job comes before anybody waits for it: a thread that waits first misses it, one that looks first does not. */
public final class LostSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition jobCame = lock.newCondition();
    private final Queue<String> jobs = new ArrayDeque<>();

    public static void main(String[] args) throws Exception {
        LostSignal waitsFirst = new LostSignal();
        waitsFirst.bring("a");
        System.out.println("waits first: " + waitsFirst.waitThenTake());

        LostSignal looksFirst = new LostSignal();
        looksFirst.bring("a");
        System.out.println("looks first: " + looksFirst.takeOrWait());
    }

    private void bring(String job) {
        lock.lock();
        try {
            jobs.add(job);
            System.out.println("job " + job + " is in the queue; the signal finds " + lock.getWaitQueueLength(jobCame)
                    + " threads that wait");
            jobCame.signal();
        } finally {
            lock.unlock();
        }
    }

    private String waitThenTake() throws InterruptedException {
        lock.lock();
        try {
            boolean signalled = jobCame.await(500, TimeUnit.MILLISECONDS);
            return signalled ? "takes " + jobs.remove() : "no signal came, and " + jobs + " is still in the queue";
        } finally {
            lock.unlock();
        }
    }

    private String takeOrWait() throws InterruptedException {
        lock.lock();
        try {
            while (jobs.isEmpty()) {
                jobCame.await();
            }
            return "takes " + jobs.remove() + " without a wait";
        } finally {
            lock.unlock();
        }
    }
}
