package lkg.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Growable, bounded bytes between a channel and a parser: two indices in one array.
 *
 * <pre>
 *   0          readIndex       writeIndex        capacity       maxCapacity
 *   +----------+---------------+-----------------+ - - - - - - - +
 *   | consumed |   readable    |    writable     |   may grow    |
 *   +----------+---------------+-----------------+ - - - - - - - +
 * </pre>
 *
 * <p>A channel delivers bytes in pieces of any size, and a parser wants them in pieces of its own. Bytes go in at
 * {@code writeIndex} and come out at {@code readIndex}. An append takes all its bytes or none: it throws an
 * {@link IllegalStateException} if they would take the buffer over its maximum.
 *
 * <p>0 &lt;= readIndex &lt;= writeIndex &lt;= capacity &lt;= maxCapacity, always. When nothing is readable both indices
 * go back to 0. When the room behind {@code writeIndex} is too small, the readable bytes first slide to the front; only
 * then the array grows, at least to twice its size, so growth copies each byte about twice. It never shrinks by itself:
 * {@link #release()} gives it back.
 *
 * <p>A caller addresses readable bytes by their distance from {@code readIndex} and never holds a reference into the
 * array, so growth can invalidate nothing. An index or length that leads beyond them, or beyond an argument, throws an
 * {@link IndexOutOfBoundsException}; a maximum below 1, or a buffer appended to itself, an
 * {@link IllegalArgumentException}. Whatever throws changes nothing, a channel included. One owner at a time.
 */
public final class Buffer {

    /**
     * Bytes moved by one read or write at the most. For an array on the heap NIO borrows a direct buffer as large as
     * the request and keeps it with the thread, so an uncapped transfer would cost that much memory for each thread.
     */
    public static final int MAX_TRANSFER_BYTES = 64 * 1024;

    private static final ByteBuffer NO_STORAGE = ByteBuffer.allocate(0);
    private static final int MIN_READ_BYTES = 1024; // a handful of bytes is not worth a system call: make room first

    private final int maxCapacity;
    private byte[] storage = NO_STORAGE.array();

    /** The same bytes, as a channel wants them: kept with the array, so that no transfer makes an object. */
    private ByteBuffer view = NO_STORAGE;

    private int readIndex;
    private int writeIndex;

    /** Makes an empty buffer without storage. The first byte gets it a few KiB at most, whatever the maximum. */
    public Buffer(int maxCapacity) {
        if (maxCapacity < 1) {
            throw new IllegalArgumentException("maxCapacity must be at least 1, but is " + maxCapacity);
        }
        this.maxCapacity = maxCapacity;
    }

    public int readableBytes() {
        return writeIndex - readIndex;
    }

    public boolean isEmpty() {
        return readIndex == writeIndex;
    }

    /** Whether {@code maxCapacity} bytes are readable, so that not one more fits. */
    public boolean isFull() {
        return readableBytes() == maxCapacity;
    }

    /** Bytes of storage held now, 0 after {@link #release()}. */
    public int capacity() {
        return storage.length;
    }

    public int maxCapacity() {
        return maxCapacity;
    }

    /** Returns the readable byte at {@code index}, where 0 is the next one to be consumed. */
    public byte get(int index) {
        Objects.checkIndex(index, readableBytes());
        return storage[readIndex + index];
    }

    /** Returns the index of the first {@code value} from {@code fromIndex} on, which may be readableBytes(); or -1. */
    public int indexOf(byte value, int fromIndex) {
        Objects.checkFromToIndex(fromIndex, readableBytes(), readableBytes());
        for (int i = readIndex + fromIndex; i < writeIndex; i++) {
            if (storage[i] == value) {
                return i - readIndex;
            }
        }
        return -1;
    }

    /** Returns {@code length} readable bytes from {@code index} as a string, one character a byte (ISO 8859-1). */
    public String latin1(int index, int length) {
        Objects.checkFromIndexSize(index, length, readableBytes());
        return new String(storage, readIndex + index, length, StandardCharsets.ISO_8859_1);
    }

    /** Copies {@code length} readable bytes from {@code index} into {@code target}, and consumes nothing. */
    public void copyTo(int index, byte[] target, int targetOffset, int length) {
        Objects.checkFromIndexSize(index, length, readableBytes());
        System.arraycopy(storage, readIndex + index, target, targetOffset, length);
    }

    /** Drops the first {@code count} readable bytes. */
    public void consume(int count) {
        Objects.checkFromIndexSize(0, count, readableBytes());
        readIndex += count;
        if (isEmpty()) {
            readIndex = 0;
            writeIndex = 0;
        }
    }

    public void clear() {
        consume(readableBytes());
    }

    public void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    /** Appends {@code length} bytes of {@code bytes} from {@code offset}. */
    public void append(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        ensureWritable(length);
        System.arraycopy(bytes, offset, storage, writeIndex, length);
        writeIndex += length;
    }

    public void append(byte value) {
        ensureWritable(1);
        storage[writeIndex++] = value;
    }

    /** Moves the first {@code count} readable bytes of {@code source}, another buffer, behind those of this one. */
    public void appendFrom(Buffer source, int count) {
        if (source == this) {
            throw new IllegalArgumentException("a buffer cannot be appended to itself");
        }
        Objects.checkFromIndexSize(0, count, source.readableBytes());
        append(source.storage, source.readIndex, count);
        source.consume(count);
    }

    /** Appends the characters of {@code text}, one byte each (ISO 8859-1). */
    public void appendLatin1(String text) {
        append(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads once from {@code channel}, as much as there is room for, {@link #MAX_TRANSFER_BYTES} at the most. Where
     * that is less than 1 KiB it first makes room for as much, or for what the maximum leaves.
     *
     * @return the number of bytes read, 0 if a non-blocking channel has none, or -1 at the end of the stream
     * @throws IllegalStateException if the buffer is full: its owner must consume or refuse first
     */
    public int readFrom(ReadableByteChannel channel) throws IOException {
        if (isFull()) {
            throw new IllegalStateException("no room to read: all " + maxCapacity + " bytes are used");
        }
        ensureWritable(Math.min(MIN_READ_BYTES, maxCapacity - readableBytes()));
        int room = Math.min(storage.length - writeIndex, MAX_TRANSFER_BYTES);
        int count = channel.read(view.clear().position(writeIndex).limit(writeIndex + room));
        writeIndex += Math.max(0, count);
        return count;
    }

    /** Writes once to {@code channel}, at most {@link #MAX_TRANSFER_BYTES}; consumes and counts what was written. */
    public int writeTo(WritableByteChannel channel) throws IOException {
        int count = channel.write(readableView());
        consume(count);
        return count;
    }

    /**
     * Writes the readable bytes and then {@code tail} in one write; consumes and counts what was written of both. At
     * most {@link #MAX_TRANSFER_BYTES} of each: if there are more readable bytes, it writes only of them.
     */
    public long writeTo(GatheringByteChannel channel, ByteBuffer tail) throws IOException {
        if (readableBytes() > MAX_TRANSFER_BYTES || !tail.hasRemaining()) {
            // Not all of them fit in one write, and the tail must not overtake the rest; or there is no tail.
            return writeTo(channel);
        }
        ByteBuffer head = readableView();
        int tailLimit = tail.limit();
        tail.limit(tail.position() + Math.min(tail.remaining(), MAX_TRANSFER_BYTES));
        try {
            long count = channel.write(new ByteBuffer[] {head, tail});
            consume(head.position() - readIndex);
            return count;
        } finally {
            tail.limit(tailLimit);
        }
    }

    /** Gives the storage back if nothing is readable. That is cheap: the thread keeps it for its next buffer. */
    public void release() {
        if (isEmpty()) {
            moveTo(NO_STORAGE);
        }
    }

    private ByteBuffer readableView() {
        return view.clear().position(readIndex).limit(readIndex + Math.min(readableBytes(), MAX_TRANSFER_BYTES));
    }

    private void ensureWritable(int count) {
        if (storage.length - writeIndex >= count) {
            return;
        }
        if (count > maxCapacity - readableBytes()) {
            throw new IllegalStateException(
                    "no room for " + count + " bytes: " + readableBytes() + " of at most " + maxCapacity + " are used");
        }
        if (storage.length - readableBytes() >= count) {
            slide();
        } else {
            grow(readableBytes() + count);
        }
    }

    private void slide() {
        System.arraycopy(storage, readIndex, storage, 0, readableBytes());
        writeIndex -= readIndex;
        readIndex = 0;
    }

    private void grow(int needed) {
        int doubled = (int) Math.min(2L * storage.length, maxCapacity);
        slide();
        moveTo(StoragePool.take(Math.max(needed, doubled), maxCapacity));
    }

    private void moveTo(ByteBuffer other) {
        System.arraycopy(storage, 0, other.array(), 0, writeIndex);
        StoragePool.give(view);
        view = other;
        storage = view.array();
    }
}
