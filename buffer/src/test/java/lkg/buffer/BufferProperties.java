package lkg.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of operations, on a buffer and on a plain string: they must never tell a difference. */
@Tag("step-7")
class BufferProperties {

    enum Operation {
        APPEND,
        APPEND_FROM,
        READ,
        READ_PIECE,
        WRITE_PIECE,
        GATHERING_WRITE,
        CONSUME,
        CLEAR,
        RELEASE
    }

    /** An operation on so many bytes. */
    record Step(Operation operation, int size) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        // Small sizes make many steps meet, large ones make it grow.
        Arbitrary<Integer> sizes = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 20), Arbitraries.integers().between(0, 9000));
        return Combinators.combine(Arbitraries.of(Operation.class), sizes)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void behavesLikeAString(@ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 10_000) int max)
            throws IOException {
        Buffer buffer = new Buffer(max);
        Model model = new Model(max);
        List<String> history = new ArrayList<>();
        for (Step step : steps) {
            history.add(step.operation + " " + step.size);
            perform(step, buffer, model);
            BufferTest.assertSame(
                    buffer.latin1(0, buffer.readableBytes()),
                    model.text,
                    "readable bytes of a buffer of at most " + max + ", after " + history);
            assertThat(buffer.capacity()).as("capacity after %s", history).isBetween(buffer.readableBytes(), max);
            assertThat(buffer.isEmpty()).as("empty after %s", history).isEqualTo(model.text.isEmpty());
            assertThat(buffer.isFull()).as("full after %s", history).isEqualTo(model.text.length() == max);
            lookAround(buffer, model, step.size);
        }
    }

    private static void perform(Step step, Buffer buffer, Model model) throws IOException {
        int size = step.size;
        switch (step.operation) {
            case APPEND -> {
                String bytes = model.fresh(size);
                Runnable append =
                        size == 1 ? () -> buffer.append(latin1(bytes)[0]) : () -> buffer.append(latin1(bytes));
                assertThat(succeeds(append))
                        .as("append %s to %s of %s", size, model.text.length(), model.max)
                        .isEqualTo(model.text.length() + size <= model.max);
                if (model.text.length() + size <= model.max) {
                    model.text += bytes;
                }
            }
            case APPEND_FROM -> {
                // The source's bytes do not begin at its front, and half of them stay.
                String moved = model.fresh(size);
                String kept = model.fresh(size);
                Buffer source = new Buffer(3 * 9000);
                source.append(latin1("x".repeat(size) + moved + kept));
                source.consume(size);
                boolean fits = model.text.length() + size <= model.max;
                assertThat(succeeds(() -> buffer.appendFrom(source, size)))
                        .as("%s bytes moved to %s of at most %s: it works", size, model.text.length(), model.max)
                        .isEqualTo(fits);
                BufferTest.assertSame(
                        source.latin1(0, source.readableBytes()),
                        fits ? kept : moved + kept,
                        "what is left of a source of " + 2 * size + " bytes, when " + (fits ? size : 0)
                                + " were moved");
                model.text += fits ? moved : "";
            }
            case READ, READ_PIECE -> {
                if (buffer.isFull()) {
                    return;
                }
                String bytes = model.fresh(size);
                ScriptedChannel channel = new ScriptedChannel(latin1(bytes));
                channel.inPiecesOf(step.operation == Operation.READ ? size : size / 2);
                int count = buffer.readFrom(channel);
                assertThat(count).as("bytes read from a channel with %s", size).isBetween(size == 0 ? -1 : 0, size);
                if (step.operation == Operation.READ && size > 0) {
                    assertThat(count).as("a channel that has bytes is read").isPositive();
                }
                model.text += bytes.substring(0, Math.max(0, count));
            }
            case WRITE_PIECE -> {
                ScriptedChannel channel = ScriptedChannel.taking().inPiecesOf(size);
                assertThat(buffer.writeTo(channel))
                        .as("written of %s bytes to a channel that takes %s", model.text.length(), size)
                        .isEqualTo(Math.min(size, model.text.length()));
                BufferTest.assertSame(channel.taken(), model.take(size), "what the channel took");
            }
            case GATHERING_WRITE -> {
                ScriptedChannel channel = ScriptedChannel.taking().inPiecesOf(size);
                String tailText = model.fresh(10);
                ByteBuffer tail = ByteBuffer.wrap(latin1(tailText));
                String all = model.text + tailText;
                buffer.writeTo(channel, tail);
                BufferTest.assertSame(
                        channel.taken(),
                        all.substring(0, Math.min(size, all.length())),
                        "what a channel that takes " + size + " took of both");
                int ofBuffer = model.take(size).length();
                assertThat(tail.position())
                        .as("bytes of the tail that were taken, behind %s of the buffer", ofBuffer)
                        .isEqualTo(Math.min(10, size - ofBuffer));
            }
            case CONSUME -> {
                boolean possible = size <= model.text.length();
                assertThat(succeeds(() -> buffer.consume(size)))
                        .as("consume %s of %s: it works", size, model.text.length())
                        .isEqualTo(possible);
                if (possible) {
                    model.take(size);
                }
            }
            case CLEAR -> {
                buffer.clear();
                model.text = "";
            }
            case RELEASE -> {
                buffer.release();
                if (model.text.isEmpty()) {
                    assertThat(buffer.capacity()).as("storage, released").isZero();
                }
            }
        }
    }

    private static void lookAround(Buffer buffer, Model model, int index) {
        if (index < model.text.length()) {
            assertThat((char) buffer.get(index)).as("get(%s)", index).isEqualTo(model.text.charAt(index));
            assertThat(buffer.indexOf((byte) 'c', index))
                    .as("indexOf c from %s", index)
                    .isEqualTo(model.text.indexOf('c', index));
            byte[] copy = new byte[model.text.length() - index];
            buffer.copyTo(index, copy, 0, copy.length);
            BufferTest.assertSame(
                    new String(copy, StandardCharsets.ISO_8859_1),
                    model.text.substring(index),
                    "copied from " + index + " to the end");
        } else if (index > model.text.length()) {
            assertThat(succeeds(() -> buffer.get(index)))
                    .as("get(%s) of %s bytes works", index, model.text.length())
                    .isFalse();
            assertThat(succeeds(() -> buffer.indexOf((byte) 'c', index)))
                    .as("indexOf from %s of %s bytes works", index, model.text.length())
                    .isFalse();
        }
    }

    private static boolean succeeds(Runnable operation) {
        try {
            operation.run();
            return true;
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Model {
        final int max;
        String text = "";
        private int next;

        Model(int max) {
            this.max = max;
        }

        /** Bytes that differ from those around them, so that a mix-up shows. */
        String fresh(int size) {
            StringBuilder fresh = new StringBuilder(size);
            for (int i = 0; i < size; i++) {
                fresh.append((char) ('a' + next++ % 26));
            }
            return fresh.toString();
        }

        String take(int size) {
            String taken = text.substring(0, Math.min(size, text.length()));
            text = text.substring(taken.length());
            return taken;
        }
    }
}
