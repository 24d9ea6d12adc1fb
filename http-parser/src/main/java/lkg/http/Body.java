package lkg.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import lkg.buffer.Buffer;

/**
 * What follows the head of a response. It only describes: the server opens a body when it begins to send it, and
 * releases what it opened. A body that is never sent holds nothing, so nobody has to discard it.
 *
 * <p>No part of a body is null: who passes null gets a {@link NullPointerException}.
 */
public sealed interface Body {

    /** The {@link #length} of a body that is sent before its end is known. */
    long UNKNOWN_LENGTH = -1;

    /** A body of no bytes. */
    Body EMPTY = of(new byte[0]);

    /**
     * The length in bytes, or {@link #UNKNOWN_LENGTH}: the server then sends chunks, or closes the connection at the
     * end if the client speaks HTTP/1.0.
     */
    long length();

    /** Bytes in memory, which nobody can change: they are copied. */
    static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** Text in UTF-8. */
    static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes in memory. They are equal when their bytes are, and as a string they are text in UTF-8. */
    final class Bytes implements Body {

        final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        /** The bytes, read-only. Each call returns a buffer with a position of its own. */
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        public void appendTo(Buffer out) {
            out.append(bytes);
        }

        /**
         * Returns {@code length} of the bytes, from {@code position}.
         *
         * @throws IndexOutOfBoundsException if there are not so many
         */
        public Bytes slice(long position, long length) {
            Objects.checkFromIndexSize(position, length, bytes.length);
            return new Bytes(Arrays.copyOfRange(bytes, (int) position, (int) (position + length)));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * A part of a file.
     *
     * @param file opens it; the server closes it
     * @param position of the first byte; like the length, not negative, or it throws an
     *     {@link IllegalArgumentException}
     * @param length in bytes
     */
    record FileRegion(FileOpener file, long position, long length) implements Body {
        public FileRegion {
            Objects.requireNonNull(file, "file");
            if (position < 0 || length < 0) {
                throw new IllegalArgumentException(
                        "a file has no " + length + " bytes at position " + position + ": neither can be negative");
            }
        }
    }

    /** Opens a file. Called on the event loop; an {@link IOException} becomes a 500. */
    @FunctionalInterface
    interface FileOpener {
        FileChannel open() throws IOException;
    }

    /**
     * Written to a stream by the handler's executor, no faster than the client reads.
     *
     * @param writer returns when all is written; what it throws breaks the connection off, so that the client notices
     */
    record Written(Writer writer) implements Body {
        public Written {
            Objects.requireNonNull(writer, "writer");
        }

        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }
    }

    @FunctionalInterface
    interface Writer {
        /** Throws an {@link IOException} out of {@code out} when the client has left or does not read. */
        void writeTo(OutputStream out) throws Exception;
    }

    /**
     * Pulled out of a {@link Source} by the event loop, which waits until there is more.
     *
     * @param length of all that the source gives, or {@link #UNKNOWN_LENGTH}; if it gives another number of bytes, the
     *     connection is broken off. Any other negative number throws an {@link IllegalArgumentException}
     */
    record Pulled(SourceOpener source, long length) implements Body {
        public Pulled {
            Objects.requireNonNull(source, "source");
            if (length < UNKNOWN_LENGTH) {
                throw new IllegalArgumentException("a body cannot have " + length + " bytes");
            }
        }

        /** A body that is sent before its end is known. */
        public Pulled(SourceOpener source) {
            this(source, UNKNOWN_LENGTH);
        }
    }

    @FunctionalInterface
    interface SourceOpener {

        /**
         * Opens a source. Called on the event loop.
         *
         * @param wakeUp to be run, by any thread, when there is more after {@link Source.Next#WHEN_WOKEN}
         */
        Source open(Runnable wakeUp) throws IOException;
    }
}
