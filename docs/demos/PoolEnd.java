import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.threadpool.ThreadPool;

/** The two ends of a pool with a running job and two that wait, and the end of a pool with four idle workers. */
public final class PoolEnd {

    public static void main(String[] args) throws Exception {
        orderly();
        abrupt();
        idle();
    }

    private static void orderly() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ThreadPool pool = poolWithThreeJobs("shutdown", goOn);
        pool.shutdown();
        goOn.countDown();
        System.out.println("shutdown: terminated: " + pool.awaitTermination(5, TimeUnit.SECONDS));
    }

    private static void abrupt() throws Exception {
        ThreadPool pool = poolWithThreeJobs("shutdownNow", new CountDownLatch(1));
        int givenBack = pool.shutdownNow().size();
        System.out.println("shutdownNow: terminated: " + pool.awaitTermination(5, TimeUnit.SECONDS) + ", given back: "
                + givenBack);
    }

    private static ThreadPool poolWithThreeJobs(String name, CountDownLatch goOn) throws InterruptedException {
        ThreadPool pool = new ThreadPool(name, 1, 2);
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            try {
                goOn.await();
                System.out.println(name + ": the running job came to its end");
            } catch (InterruptedException e) {
                System.out.println(name + ": the running job was interrupted");
            }
        });
        begun.await();
        pool.execute(() -> System.out.println(name + ": job 2 ran"));
        pool.execute(() -> System.out.println(name + ": job 3 ran"));
        return pool;
    }

    private static void idle() throws Exception {
        List<Thread> workers = new ArrayList<>();
        ThreadPool pool = new ThreadPool("idle", 4, 1, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true); // Those that never end shall not keep this program.
            workers.add(thread);
            return thread;
        });
        while (!workers.stream().allMatch(worker -> worker.getState() == Thread.State.WAITING)) {
            Thread.yield();
        }
        pool.shutdown();
        boolean terminated = pool.awaitTermination(500, TimeUnit.MILLISECONDS);
        long left = workers.stream()
                .filter(worker -> worker.getState() == Thread.State.WAITING)
                .count();
        System.out.println("four idle workers: terminated: " + terminated + ", still asleep: " + left);
    }
}
