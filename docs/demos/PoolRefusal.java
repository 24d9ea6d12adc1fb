import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lkg.threadpool.ThreadPool;

/** One worker, room for two jobs, and five jobs at once: the last two are refused, and never run. */
public final class PoolRefusal {

    public static void main(String[] args) throws Exception {
        ThreadPool pool = new ThreadPool("demo", 1, 2);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        submit(pool, "job 1", () -> {
            begun.countDown();
            await(goOn);
        });
        await(begun);

        for (int i = 2; i <= 5; i++) {
            submit(pool, "job " + i, () -> {});
        }
        System.out.println("waiting: " + pool.queueDepth());

        goOn.countDown();
        pool.shutdown();
        pool.awaitTermination(5, TimeUnit.SECONDS);
        submit(pool, "job 6", () -> {});
    }

    private static void submit(ThreadPool pool, String name, Runnable work) {
        try {
            pool.execute(() -> {
                work.run();
                System.out.println(name + " has run");
            });
            System.out.println(name + " is accepted");
        } catch (RejectedExecutionException e) {
            System.out.println(name + " is refused: " + e.getMessage());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
