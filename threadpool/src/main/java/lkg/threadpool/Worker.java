package lkg.threadpool;

import java.util.function.Supplier;

/**
 * What each thread of a pool does: it runs job after job, whatever goes wrong in a job or between two. {@code jobs}
 * waits for the next job and returns it, or null if there will be none.
 */
record Worker(Supplier<Runnable> jobs, FailureLog failures) implements Runnable {

    /** For a failure that is likely to happen again at once. */
    private static final int PAUSE_MILLIS = 100;

    // Fields, because a literal is made when it is first used: that would be when memory is short.
    private static final String BETWEEN_JOBS = "a worker of the pool {} failed between two jobs";
    private static final String IN_JOB = "a job of the pool {} failed";

    @Override
    public void run() {
        boolean goOn = true;
        while (goOn) {
            // The last job has left this thread's stack: an idle worker keeps nothing alive.
            try {
                goOn = runNext();
            } catch (Throwable t) {
                // Typically there was no memory to wait with. Nobody would replace a worker that ended.
                failures.add(BETWEEN_JOBS, t);
                pause();
            }
        }
    }

    private boolean runNext() {
        Runnable job = jobs.get();
        if (job == null) {
            return false;
        }
        try {
            job.run();
        } catch (Throwable t) {
            failures.add(IN_JOB, t);
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (Throwable t) {
            // Typically an interrupt, because the pool is to stop: look at once.
        }
    }
}
