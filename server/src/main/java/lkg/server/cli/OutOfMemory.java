package lkg.server.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends the process when memory has run out: with one line, and a status of its own. Any other exception that nobody
 * caught is printed, as the JVM does by itself.
 *
 * <p>By then nothing can be allocated and no class be loaded. So all that is needed is made and tried in advance.
 */
final class OutOfMemory implements Thread.UncaughtExceptionHandler {

    static final int EXIT_STATUS = 5;

    private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);

    private static final byte[] LINE =
            "lkg-server: out of memory, the process ends. The JVM's option -Xmx sets how much memory there is.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final PrintStream err;
    private final IntConsumer halt;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Semaphore endsNow = new Semaphore(0);

    OutOfMemory(PrintStream err, IntConsumer halt) {
        this.err = err;
        this.halt = halt;
        Thread watch = new Thread(this::haltAtTheLatest, "out-of-memory");
        watch.setDaemon(true);
        watch.start();
    }

    /** To be called first of all. */
    static void endsTheProcess() {
        Runtime runtime = Runtime.getRuntime();
        OutOfMemory rehearsal = new OutOfMemory(new PrintStream(OutputStream.nullOutputStream()), status -> {});
        rehearsal.uncaughtException(Thread.currentThread(), new OutOfMemoryError());
        // Loads the classes that halt needs.
        Thread hook = new Thread();
        runtime.addShutdownHook(hook);
        runtime.removeShutdownHook(hook);
        Thread.setDefaultUncaughtExceptionHandler(new OutOfMemory(System.err, runtime::halt));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            end();
        } else {
            err.print("Exception in thread \"" + thread.getName() + "\" ");
            failure.printStackTrace(err);
        }
    }

    private void end() {
        if (ending.getAndSet(true)) {
            return;
        }
        endsNow.release();
        try {
            err.write(LINE, 0, LINE.length);
            err.flush();
        } catch (Throwable t) {
            // Then the status alone says it.
        }
        halt.accept(EXIT_STATUS);
    }

    /** Writing blocks if nobody reads stderr. */
    private void haltAtTheLatest() {
        endsNow.acquireUninterruptibly();
        try {
            Thread.sleep(LONGEST_WRITE.toMillis());
        } catch (InterruptedException e) {
            // Somebody wants the thread to end: so it does.
        }
        halt.accept(EXIT_STATUS);
    }
}
