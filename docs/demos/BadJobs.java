import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lkg.threadpool.ThreadPool;

/** One worker, and jobs that leave it in a bad state: does the next job find a worker, and a clean one? */
public final class BadJobs {

    public static void main(String[] args) throws Exception {
        // The log of the pool, and what the JVM says of a thread that ends: not for this demo.
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));

        after("a job that throws an exception", () -> {
            throw new IllegalStateException("on purpose");
        });
        after("a job that calls itself without end", BadJobs::callItself);
        after("a job that interrupts its thread", () -> Thread.currentThread().interrupt());
    }

    private static void after(String what, Runnable badJob) throws Exception {
        ThreadPool pool = new ThreadPool("demo", 1, 2);
        pool.execute(badJob);
        Future<String> next = pool.submit(BadJobs::sleepShortly);
        System.out.println("after " + what + ", the next job " + result(next));
        pool.shutdownNow();
    }

    private static void callItself() {
        callItself();
    }

    private static String sleepShortly() throws InterruptedException {
        Thread.sleep(1);
        return "runs";
    }

    private static String result(Future<String> job) throws InterruptedException {
        try {
            return job.get(1_500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "waits for a worker that has ended";
        } catch (ExecutionException e) {
            return "fails: " + e.getCause().getMessage();
        }
    }
}
