package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool in a process of its own, whose memory is all taken while workers look for their next job. */
@Tag("inside")
class OutOfMemoryTest {

    private static final int WORKERS = 4;

    @Test
    void workersSurviveALackOfMemory() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        // Otherwise each thread has some memory left for small objects.
                        "-XX:-UseTLAB",
                        "-cp",
                        classPath(),
                        MemoryTaking.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.inputReader().lines()).containsExactly("all workers work", "the pool has ended");
        } finally {
            process.destroyForcibly();
        }
    }

    static final class MemoryTaking {

        private static volatile boolean allTaken;
        private static Object[] taken = new Object[1];

        /** A job that has run would be garbage, and make room. */
        private static final List<Runnable> keptJobs = new ArrayList<>();

        public static void main(String[] arguments) throws Exception {
            List<Thread> threads = new ArrayList<>();
            ThreadPool pool = new ThreadPool("pool", WORKERS, WORKERS, work -> {
                threads.add(new Thread(work));
                return threads.get(threads.size() - 1);
            });
            runInAll(pool, () -> {
                while (!allTaken) {
                    Thread.yield();
                }
            });

            // Once for nothing: what is used for the first time may need memory.
            isAtWork(threads.get(0));
            takeAll();
            allTaken = true;
            for (int i = 0; i < WORKERS; i++) {
                while (isAtWork(threads.get(i))) {
                    Thread.yield();
                }
            }
            taken = null;

            CountDownLatch working = runInAll(pool, () -> {});
            System.out.println(working.getCount() == 0 ? "all workers work" : "workers are missing");
            pool.shutdown();
            System.out.println(
                    pool.awaitTermination(5, TimeUnit.SECONDS) ? "the pool has ended" : "the pool does not end");
            // A pool that does not end keeps the process alive.
            System.exit(0);
        }

        /** Runs {@code job} on each worker at once, after waiting for all of them, and returns when all have come. */
        private static CountDownLatch runInAll(ThreadPool pool, Runnable job) throws InterruptedException {
            CountDownLatch missing = new CountDownLatch(WORKERS);
            for (int i = 0; i < WORKERS; i++) {
                keptJobs.add(() -> {
                    missing.countDown();
                    await(missing);
                    job.run();
                });
                pool.execute(keptJobs.get(keptJobs.size() - 1));
            }
            await(missing);
            return missing;
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static void takeAll() {
            for (int size = 1024 * 1024; size > 0; ) {
                try {
                    Object[] more = new Object[size];
                    more[0] = taken;
                    taken = more;
                } catch (OutOfMemoryError e) {
                    size /= 2;
                }
            }
        }

        /** Whether it neither waits nor has ended. Allocates nothing. */
        private static boolean isAtWork(Thread thread) {
            Thread.State state = thread.getState();
            return state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED;
        }
    }

    /** The tests run on the module path or on the class path, as the build tool likes. */
    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }
}
