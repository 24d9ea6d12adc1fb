package lkg.threadpool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.schedule.Schedules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two workers that share a queue, in many schedules: see docs/schedules.md. The workers are daemons, so a pool that
 * cannot be shut down yet is tested, too.
 */
@Tag("step-2")
@ExtendWith(Schedules.class)
class ManyWorkersScheduleTest {

    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPool pool = new ThreadPool("pool", 2, 3, this::daemon);

    /** Of two workers, one is told of a job, and the other one takes it: then the first has to wait again. */
    @Test
    void aWorkerWhoseJobWasTakenByAnotherWaitsAgain() throws Exception {
        CountDownLatch ran = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            pool.execute(ran::countDown);
        }
        ran.await();

        bothWorkersTakeUpAJob();

        Soon.stop(pool);
    }

    @Test
    void twoJobsThatComeAtOnceWakeTwoWorkers() throws Exception {
        bothWorkersTakeUpAJob();

        Soon.stop(pool);
    }

    /** Each job waits for the other one. If a worker is lost, or is not told, no thread can go on. */
    private void bothWorkersTakeUpAJob() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        pool.execute(() -> Soon.meet(both));
        pool.execute(() -> Soon.meet(both));
        both.await();
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "worker-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
