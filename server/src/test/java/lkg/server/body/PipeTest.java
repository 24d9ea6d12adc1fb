package lkg.server.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.buffer.Buffer;
import lkg.http.Source.Next;
import org.junit.jupiter.api.Test;

/** Both ends of a pipe in turn, and each end while the other one is waited for. */
class PipeTest {

    private static final int CAPACITY = 64 * 1024;

    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Pipe pipe = new Pipe(wakeUps::incrementAndGet);
    private final InputStream input = pipe.input();
    private final OutputStream output = pipe.output();
    private final Buffer loop = new Buffer(1_000_000);

    // Towards the handler

    @Test
    void whatTheLoopPutsInTheHandlerReads() throws IOException {
        assertThat(put("hello")).isEqualTo(5);

        assertThat(input.read()).isEqualTo('h');
        assertThat(new String(input.readNBytes(4), StandardCharsets.US_ASCII)).isEqualTo("ello");
        assertThat(wakeUps).as("the loop does not wait").hasValue(0);
    }

    @Test
    void aReadOfNoBytesReturnsAtOnce() throws IOException {
        assertThat(input.read(new byte[0], 0, 0)).isZero();
    }

    @Test
    void bytesAreUnsigned() throws IOException {
        loop.append((byte) 0xff);
        pipe.takeFrom(loop, 1);

        assertThat(input.read()).isEqualTo(0xff);
    }

    @Test
    void aFullPipeTakesNoMoreUntilTheHandlerReads() throws IOException {
        assertThat(put("x".repeat(CAPACITY + 10))).isEqualTo(CAPACITY);
        assertThat(pipe.isFull()).as("the pipe is full").isTrue();
        assertThat(loop.readableBytes()).isEqualTo(10);

        input.readNBytes(4);
        assertThat(wakeUps).hasValue(1);
        assertThat(pipe.isFull()).as("what did not fit still waits outside").isTrue();
        input.readNBytes(4);
        assertThat(wakeUps).as("woken once").hasValue(1);
        assertThat(pipe.takeFrom(loop, 10)).isEqualTo(8);
        assertThat(pipe.isFull()).as("the pipe is full").isTrue();
    }

    @Test
    void aPipeIsNotFullIfAllFitted() {
        put("x".repeat(CAPACITY));

        assertThat(pipe.isFull()).as("the pipe is full").isFalse();
    }

    @Test
    void aReaderWaitsForBytes() throws Exception {
        FutureTask<Integer> reading = start(() -> input.read());
        awaitWaiting(reading);

        put("a");

        assertThat(reading)
                .as("what the read returns")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo((int) 'a');
    }

    @Test
    void aReaderIsToldOfTheEnd() throws Exception {
        FutureTask<Integer> reading = start(() -> input.read());
        awaitWaiting(reading);

        pipe.finish();

        assertThat(reading)
                .as("what the read returns")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(-1);
        assertThat(input.read()).as("still").isEqualTo(-1);
    }

    @Test
    void whatWasThereBeforeTheEndIsReadFirst() throws IOException {
        put("abc");
        pipe.finish();
        pipe.close();

        assertThat(input.readAllBytes()).hasSize(3);
    }

    @Test
    void aReaderOfAClosedPipeFails() throws Exception {
        FutureTask<Integer> reading = start(() -> input.read());
        awaitWaiting(reading);

        pipe.close();

        assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(BodyFailedException.class);
        assertThatThrownBy(() -> input.read(), "a further read").isInstanceOf(IOException.class);
    }

    @Test
    void aReaderIsInterrupted() throws Exception {
        FutureTask<Integer> reading = start(() -> input.read());
        awaitWaiting(reading).interrupt();

        assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedIOException.class);
    }

    /** Who catches the exception can still see that the server wants the thread to end. */
    @Test
    void aThreadThatWasInterruptedKnowsIt() throws Exception {
        FutureTask<Integer> reading = start(() -> {
            try {
                return input.read();
            } catch (InterruptedIOException e) {
                return Thread.currentThread().isInterrupted() ? 1 : 0;
            }
        });
        awaitWaiting(reading).interrupt();

        assertThat(reading.get(10, TimeUnit.SECONDS))
                .as("1 if the thread is marked as interrupted, behind the exception")
                .isEqualTo(1);
    }

    // Towards the loop

    @Test
    void whatTheHandlerWritesTheLoopPulls() throws IOException {
        assertThat(pipe.pull(loop, 100)).isEqualTo(Next.WHEN_WOKEN);
        output.write('a');
        assertThat(wakeUps).hasValue(1);
        output.write("bc".getBytes(StandardCharsets.US_ASCII));
        assertThat(wakeUps).as("woken once").hasValue(1);

        assertThat(pipe.pull(loop, 2)).isEqualTo(Next.MORE);
        assertThat(pipe.pull(loop, 2)).isEqualTo(Next.WHEN_WOKEN);
        assertThat(loop.latin1(0, 3)).isEqualTo("abc");
        pipe.finish();
        assertThat(wakeUps).hasValue(2);
        assertThat(pipe.pull(loop, 2)).isEqualTo(Next.END);
    }

    @Test
    void theEndComesWithTheLastBytes() throws IOException {
        output.write('a');
        pipe.finish();

        assertThat(pipe.pull(loop, 100)).isEqualTo(Next.END);
        assertThat(loop.readableBytes()).isEqualTo(1);
    }

    @Test
    void aWriterWaitsForRoom() throws Exception {
        FutureTask<Integer> writing = start(() -> {
            output.write(new byte[CAPACITY + 1]);
            return 1;
        });
        awaitWaiting(writing);

        pipe.pull(loop, 1);

        assertThat(writing)
                .as("what the write ends with")
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(1);
    }

    @Test
    void aWriterOfAClosedPipeFails() throws Exception {
        FutureTask<Integer> writing = start(() -> {
            output.write(new byte[CAPACITY + 1]);
            return 1;
        });
        awaitWaiting(writing);

        pipe.close();

        assertThatThrownBy(() -> writing.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        pipe.pull(loop, CAPACITY);
        assertThatThrownBy(() -> output.write(1), "a further write, though there is room")
                .isInstanceOf(IOException.class);
    }

    @Test
    void aWriterThatFailsMakesThePullFail() {
        IllegalStateException failure = new IllegalStateException();
        Pipe written = Pipe.writtenBy(
                out -> {
                    out.write(1);
                    throw failure;
                },
                Runnable::run,
                wakeUps::incrementAndGet);

        assertThatThrownBy(() -> written.pull(loop, 100))
                .isInstanceOf(IOException.class)
                .hasCause(failure);
        assertThat(wakeUps).as("the loop is told").hasValue(1);
    }

    @Test
    void aWriterThatFailsBecauseThePipeIsClosedIsNotToBlame() throws Exception {
        CompletableFuture<Runnable> job = new CompletableFuture<>();
        Pipe written = Pipe.writtenBy(out -> out.write(1), job::complete, wakeUps::incrementAndGet);
        written.close();

        job.get().run();

        assertThat(written.pull(loop, 100)).isEqualTo(Next.END);
    }

    // Helpers

    private int put(String text) {
        loop.appendLatin1(text);
        return pipe.takeFrom(loop, loop.readableBytes());
    }

    private interface Task {
        int run() throws Exception;
    }

    private Thread thread;

    private FutureTask<Integer> start(Task task) {
        FutureTask<Integer> future = new FutureTask<>(task::run);
        thread = new Thread(future);
        thread.start();
        return future;
    }

    private Thread awaitWaiting(FutureTask<Integer> task) {
        await("the other end waits").until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(task.isDone()).as("the other end has gone on").isFalse();
        return thread;
    }
}
