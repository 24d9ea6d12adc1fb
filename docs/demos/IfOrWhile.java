import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A thread is signalled for a job that another thread takes first: once it waits in an if, and once in a while. */
public final class IfOrWhile {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition jobCame = lock.newCondition();
    private final Queue<String> jobs = new ArrayDeque<>();

    public static void main(String[] args) throws Exception {
        IfOrWhile first = new IfOrWhile();
        first.run("if", first::takeWithIf);
        IfOrWhile second = new IfOrWhile();
        second.run("while", second::takeWithWhile);
    }

    private String takeWithIf() {
        if (jobs.isEmpty()) {
            jobCame.awaitUninterruptibly();
        }
        return jobs.poll();
    }

    private String takeWithWhile() {
        while (jobs.isEmpty()) {
            jobCame.awaitUninterruptibly();
        }
        return jobs.poll();
    }

    private void run(String name, Supplier<String> take) throws Exception {
        Thread sleeper = taker(name + ": the thread that was signalled", take);
        while (!sleeps(sleeper)) {
            Thread.yield();
        }

        lock.lock();
        // It comes while we hold the lock, so it is the first that gets it after us.
        Thread quick = taker(name + ": the thread that came meanwhile", jobs::poll);
        while (!lock.hasQueuedThread(quick)) {
            Thread.yield();
        }
        jobs.add("job 1");
        jobCame.signal();
        lock.unlock();
        quick.join();

        while (sleeper.isAlive() && !sleeps(sleeper)) {
            Thread.yield();
        }
        System.out.println(
                name + ": the thread that was signalled " + (sleeper.isAlive() ? "waits again" : "has ended"));
        lock.lock();
        jobs.add("job 2");
        jobCame.signal();
        lock.unlock();
        sleeper.join();
        System.out.println(name + ": left in the queue: " + jobs);
    }

    private boolean sleeps(Thread sleeper) {
        lock.lock();
        try {
            return lock.hasWaiters(jobCame);
        } finally {
            lock.unlock();
        }
    }

    private Thread taker(String name, Supplier<String> take) {
        Thread thread = new Thread(() -> {
            lock.lock();
            try {
                System.out.println(name + " takes " + take.get());
            } finally {
                lock.unlock();
            }
        });
        thread.start();
        return thread;
    }
}
