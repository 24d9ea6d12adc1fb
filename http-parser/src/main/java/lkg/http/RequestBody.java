package lkg.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The body of a request, without its framing: in memory, or a stream of what has not arrived yet.
 *
 * <p>{@link Streamed} bodies are read once, by one thread, which waits for the client while it reads.
 */
public sealed interface RequestBody {

    /** A body of no bytes. */
    RequestBody EMPTY = of(new byte[0]);

    /** A body in memory; the bytes are copied. */
    static RequestBody of(byte[] bytes) {
        return new InMemory(Body.of(bytes));
    }

    /** The body from its first byte. */
    InputStream stream();

    /**
     * All of the body. Each call returns an array of its own.
     *
     * @throws IOException if the client closes or stalls before the body is complete
     */
    byte[] bytes() throws IOException;

    /** All of the body as UTF-8. Throws as {@link #bytes} does. */
    default String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Bytes in memory, which nobody can change. They are equal when their bytes are. */
    record InMemory(Body.Bytes content) implements RequestBody {

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(content.bytes);
        }

        @Override
        public byte[] bytes() {
            return content.bytes.clone();
        }

        @Override
        public String text() {
            return content.toString();
        }
    }

    /** A body that is read while it arrives. A stream that is null throws a {@link NullPointerException}. */
    record Streamed(InputStream stream) implements RequestBody {
        public Streamed {
            Objects.requireNonNull(stream, "stream");
        }

        @Override
        public byte[] bytes() throws IOException {
            return stream.readAllBytes();
        }
    }
}
