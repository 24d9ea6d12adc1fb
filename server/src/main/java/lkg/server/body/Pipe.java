package lkg.server.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.BodyDecoder;
import lkg.http.Source;

/**
 * Bounded bytes between an event loop, which must not block, and a handler's thread, which waits for the other end. It
 * carries a request's body to the handler, or a response's body from it. Its bound slows down the faster end.
 *
 * <p>The loop is woken up when it has found the pipe full, or empty, and the handler has changed that.
 */
public final class Pipe implements BodyDecoder.Sink, Source {

    private static final int CAPACITY = 64 * 1024;

    private final Runnable wakeUp;

    /** The thread that opened this pipe. It serves the loop's end, so it must not wait at the other one. */
    private final Thread opener = Thread.currentThread();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final Buffer bytes = new Buffer(CAPACITY);
    private boolean loopWaits;
    private boolean finished;
    private Optional<Throwable> failure = Optional.empty();
    private boolean closed;

    // The loop's alone: whether it could not put in all that it had, and how much it has put in.
    private boolean full;
    private long takenBytes;

    public Pipe(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** The body that {@code writer} writes, on a thread of {@code executor}. */
    static Pipe writtenBy(Body.Writer writer, Executor executor, Runnable wakeUp) {
        Pipe pipe = new Pipe(wakeUp);
        executor.execute(() -> {
            try {
                writer.writeTo(pipe.output());
                pipe.finish();
            } catch (Throwable t) {
                pipe.fail(t);
            }
        });
        return pipe;
    }

    // The loop's end.

    @Override
    public int takeFrom(Buffer in, int most) {
        lock.lock();
        try {
            int count = Math.min(most, CAPACITY - bytes.readableBytes());
            bytes.appendFrom(in, count);
            full = count < most;
            takenBytes += count;
            loopWaits = full;
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last bytes did not all fit; the loop is then woken up when there is room. */
    public boolean isFull() {
        return full;
    }

    /** Bytes that the loop has put in. */
    public long takenBytes() {
        return takenBytes;
    }

    /** Bytes of storage. */
    public long heldBytes() {
        lock.lock();
        try {
            return bytes.capacity();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Next pull(Buffer out, int most) throws IOException {
        lock.lock();
        try {
            if (failure.isPresent()) {
                throw new BodyFailedException(failure.get());
            }
            out.appendFrom(bytes, Math.min(most, bytes.readableBytes()));
            changed.signalAll();
            if (!bytes.isEmpty()) {
                return Next.MORE;
            }
            loopWaits = !finished;
            return finished ? Next.END : Next.WHEN_WOKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is at this end any more. What is in the pipe can still be read; further calls at the other end throw. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // From either end.

    /** No more bytes will come. */
    public void finish() {
        endWith(Optional.empty());
    }

    private void fail(Throwable cause) {
        endWith(Optional.of(cause));
    }

    private void endWith(Optional<Throwable> cause) {
        lock.lock();
        try {
            finished = true;
            // A writer that fails because the client has left is not to blame.
            failure = closed ? Optional.empty() : cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    // The handler's end.

    /** Throws an {@link IOException} where the pipe was closed before the end of the bytes. */
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, target.length);
                return length == 0 ? 0 : Pipe.this.read(target, offset, length);
            }
        };
    }

    /** Throws an {@link IOException} once the pipe is closed. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, source.length);
                for (int written = 0; written < length; ) {
                    written += Pipe.this.write(source, offset + written, length - written);
                }
            }
        };
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (bytes.isEmpty() && !finished) {
                awaitChange();
            }
            if (bytes.isEmpty()) {
                return -1;
            }
            int count = Math.min(length, bytes.readableBytes());
            bytes.copyTo(0, target, offset, count);
            bytes.consume(count);
            wakeUpLoop();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private int write(byte[] source, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (bytes.isFull() || closed) {
                awaitChange();
            }
            int count = Math.min(length, CAPACITY - bytes.readableBytes());
            bytes.append(source, offset, count);
            wakeUpLoop();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void wakeUpLoop() {
        if (loopWaits) {
            loopWaits = false;
            wakeUp.run();
        }
    }

    private void awaitChange() throws IOException {
        if (closed) {
            throw new BodyFailedException("the client has left, or was too slow, or sent something wrong");
        }
        if (Thread.currentThread() == opener) {
            throw new IllegalStateException("the executor ran a task on the thread that gave it the task: that thread"
                    + " would wait for the client, and the client for it");
        }
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the client");
        }
    }
}
