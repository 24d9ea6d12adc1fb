package lkg.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogWriterTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void linesAreWrittenWithoutBeingAskedFor() {
        LogWriter writer = start(written);

        writer.add(line("a\n"));

        await().untilAsserted(() -> assertThat(text()).isEqualTo("a\n"));
        writer.add(line("b\n"));
        await().untilAsserted(() -> assertThat(text()).isEqualTo("a\nb\n"));
        writer.close(LONG);
    }

    @Test
    void manyLinesLeaveInOneWrite() {
        AtomicInteger writes = new AtomicInteger();
        LogWriter writer = start(new OutputStream() {
            @Override
            public void write(int oneByte) {
                throw new AssertionError("a byte for itself");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.incrementAndGet();
                written.write(bytes, offset, length);
            }
        });

        for (int i = 0; i < 1000; i++) {
            writer.add(line("line\n"));
        }
        writer.close(LONG);

        assertThat(text()).hasSize(5000);
        assertThat(writes.get()).as("writes for 1,000 lines").isLessThan(100);
    }

    @Test
    void closingWritesWhatIsLeft() {
        LogWriter writer = start(written);
        writer.add(line("a\n"));

        writer.close(LONG);

        assertThat(text()).isEqualTo("a\n");
    }

    /** On a thread of its own, because a thread that waits for a monitor cannot be interrupted. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStreamThatTakesNothingHoldsUpNobodyAndIsToldHowManyLinesItMissed() {
        Semaphore room = new Semaphore(0);
        LogWriter writer = start(new OutputStream() {
            @Override
            public void write(int oneByte) {
                throw new AssertionError("a byte for itself");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                room.acquireUninterruptibly();
                written.write(bytes, offset, length);
            }
        });
        int lines = 20_000;
        for (int i = 0; i < lines; i++) {
            writer.add(line("x".repeat(99) + "\n"));
        }
        writer.close(Duration.ofMillis(1));
        assertThat(text()).as("written while the stream takes nothing").isEmpty();

        room.release(100);
        await().untilAsserted(() -> assertThat(kept() + missed()).as("lines").isEqualTo(lines));

        assertThat(missed()).as("lines that were dropped").isPositive();
        assertThat(100 * kept()).as("bytes that were kept").isLessThanOrEqualTo(2L * LogWriter.CAPACITY_BYTES);
    }

    @Test
    void linesThatAreMissingAreToldOnce() {
        LogWriter writer = start(written);
        writer.add(line("x".repeat(LogWriter.CAPACITY_BYTES + 1)));
        writer.add(line("a\n"));
        await().untilAsserted(() -> assertThat(missed()).as("missing lines").isEqualTo(1));

        writer.add(line("b\n"));
        writer.close(LONG);

        assertThat(missed()).as("missing lines, also behind the next batch").isEqualTo(1);
    }

    private long kept() {
        return text().lines().filter(line -> line.startsWith("x")).count();
    }

    private long missed() {
        return Pattern.compile("\"lines\":(\\d+)}")
                .matcher(text())
                .results()
                .mapToLong(result -> Long.parseLong(result.group(1)))
                .sum();
    }

    @Test
    void aStreamThatFailsMayRecover() {
        Semaphore failures = new Semaphore(0);
        AtomicInteger toFail = new AtomicInteger(1);
        LogWriter writer = start(new OutputStream() {
            @Override
            public void write(int oneByte) {
                throw new AssertionError("a byte for itself");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (toFail.getAndDecrement() > 0) {
                    failures.release();
                    throw new IOException("No space left on device");
                }
                written.write(bytes, offset, length);
            }
        });
        writer.add(line("lost\n"));
        failures.acquireUninterruptibly();

        writer.add(line("a\n"));
        writer.close(LONG);

        assertThat(text()).isEqualTo("a\n");
    }

    /** The JVM reads the time zones from a file, once. If there is no descriptor for it then, it never tries again. */
    @Test
    void whatTheFormNeedsIsLoadedBeforeThereIsALine() {
        Semaphore made = new Semaphore(0);

        LogWriter writer = LogWriter.start(written, () -> {
            made.release();
            return new JsonForm(Events.CLOCK);
        });

        await("a form without a line").until(made::tryAcquire);
        writer.close(LONG);
    }

    private static LogWriter start(OutputStream out) {
        return LogWriter.start(out, () -> new JsonForm(Events.CLOCK));
    }

    private static Line line(String text) {
        return new Line().plain(text);
    }

    private String text() {
        return written.toString(StandardCharsets.US_ASCII);
    }
}
