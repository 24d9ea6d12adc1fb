package lkg.http;

import java.nio.channels.FileChannel;

/** What follows the head of a response. It says what to send; sending it is the server's business. */
public sealed interface Body {

    /** A body of no bytes. */
    Body EMPTY = new Bytes(new byte[0]);

    /** In bytes. */
    long length();

    /** Bytes in memory, which belong to the response from now on. */
    record Bytes(byte[] bytes) implements Body {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /**
     * A part of a file that is open, so that it is the same file from its length to its last byte.
     *
     * @param file belongs to the response; whoever sends or drops it closes it
     * @param position of the first byte
     * @param length in bytes
     */
    record FileRegion(FileChannel file, long position, long length) implements Body {}
}
