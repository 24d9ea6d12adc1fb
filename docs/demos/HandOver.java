import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.reactor.EventLoop;
import lkg.threadpool.ThreadPool;

/** A plain list goes from the main thread to a worker, on to a loop, and back: each adds its name, and none locks. */
public final class HandOver {

    public static void main(String[] args) throws Exception {
        ThreadPool pool = new ThreadPool("worker", 1, 1);
        EventLoop loop = EventLoop.start("loop", failure -> {});
        CountDownLatch back = new CountDownLatch(1);
        List<String> path = new ArrayList<>();

        path.add(Thread.currentThread().getName());
        pool.execute(() -> {
            path.add(Thread.currentThread().getName());
            loop.execute(() -> {
                path.add(Thread.currentThread().getName());
                back.countDown();
            });
        });
        back.await();
        System.out.println("the list went through " + path);

        try {
            loop.register(null, wakeUp -> null, Runnable::run, null);
        } catch (AssertionError e) {
            System.out.println("register, called on main: " + e.getMessage());
        }
        pool.shutdown();
        loop.shutdown();
        pool.awaitTermination(5, TimeUnit.SECONDS);
    }
}
