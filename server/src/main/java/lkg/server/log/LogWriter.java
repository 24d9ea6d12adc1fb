package lkg.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import lkg.reactor.LoopLog;

/**
 * Log lines on their way to a stream that may block. Any thread adds lines, and waits at most while bytes are copied in
 * memory; a daemon thread writes what has gathered. Lines for which there is no room are dropped and counted.
 *
 * <p>There are two buffers: the lines gather in one while the other is written.
 */
final class LogWriter implements Runnable {

    private static final LoopLog log = LoopLog.of(LogWriter.class);

    static final int CAPACITY_BYTES = 512 * 1024;

    private static final int ENOUGH_BYTES = CAPACITY_BYTES / 2;

    /** A batch gathers for so long, so that a busy server neither wakes this thread nor writes for each line. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final OutputStream out;
    private final Supplier<Form> forms;
    private final Thread thread = new Thread(this, "lkg-access-log");
    private byte[] batch = new byte[CAPACITY_BYTES];
    private boolean failed;

    // With the monitor of this object:
    private byte[] gathered = new byte[CAPACITY_BYTES];
    private int length;
    private long dropped;
    private boolean closing;

    /**
     * Starts the thread.
     *
     * @param forms makes the form of the line that says how many lines were dropped
     */
    static LogWriter start(OutputStream out, Supplier<Form> forms) {
        LogWriter writer = new LogWriter(out, forms);
        writer.thread.setDaemon(true);
        writer.thread.start();
        return writer;
    }

    private LogWriter(OutputStream out, Supplier<Form> forms) {
        this.out = out;
        this.forms = forms;
    }

    /** Adds a line, or drops it. */
    void add(Line line) {
        int count = line.length();
        synchronized (this) {
            if (count > gathered.length - length) {
                dropped++;
                return;
            }
            System.arraycopy(line.bytes(), 0, gathered, length, count);
            int before = length;
            length += count;
            if (before == 0 || before < ENOUGH_BYTES && length >= ENOUGH_BYTES) {
                notifyAll();
            }
        }
    }

    /** Has all written that was added, waits for that for {@code timeout} at the most, and writes no more. */
    void close(Duration timeout) {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            // Now, because it reads the time zones from a file. Without a descriptor the JVM would not try again later.
            Form form = forms.get();
            while (awaitBatch()) {
                writeBatch(form);
            }
            if (out instanceof LogFile file) {
                file.close();
            }
        } catch (IOException e) {
            sayOnce(e);
        } catch (InterruptedException e) {
            // Somebody wants the thread to end: so it does.
        }
    }

    /** Returns false if there is no more to write. */
    private synchronized boolean awaitBatch() throws InterruptedException {
        while (length == 0 && !closing) {
            wait();
        }
        long deadlineNanos = System.nanoTime() + GATHERING.toNanos();
        while (length < ENOUGH_BYTES && !closing) {
            long millis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        return length > 0;
    }

    private void writeBatch(Form form) {
        int count;
        long lost;
        synchronized (this) {
            byte[] full = gathered;
            gathered = batch;
            batch = full;
            count = length;
            length = 0;
            lost = dropped;
            dropped = 0;
        }
        try {
            out.write(batch, 0, count);
            if (lost > 0) {
                Line line = form.dropped(lost);
                out.write(line.bytes(), 0, line.length());
            }
            out.flush();
            // It keeps its exceptions to itself.
            if (out instanceof PrintStream printer && printer.checkError()) {
                throw new IOException("an earlier write failed");
            }
            failed = false;
        } catch (Throwable t) {
            sayOnce(t);
        }
    }

    /** Not while closing: then whoever read the lines may have ended with the program. */
    private synchronized void sayOnce(Throwable failure) {
        if (!failed && !closing) {
            failed = true;
            log.warn("the access log cannot be written, and loses lines", failure);
        }
    }
}
