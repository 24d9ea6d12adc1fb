package lkg.server.body;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.NetworkChannel;
import java.util.Objects;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.ResponseEncoder;
import lkg.http.Source;

/** A body that is pulled piece by piece as there is room. */
final class SourceContent implements Content {

    private static final int MAX_PIECE_BYTES = 16 * 1024;

    private final Source source;
    private final long length;
    private final Optional<ResponseEncoder> chunks;
    private final Buffer piece = new Buffer(MAX_PIECE_BYTES);
    private Source.Next next = Source.Next.MORE;
    private long pulledBytes;

    /**
     * Sends what {@code source} gives.
     *
     * @param length of all of it; if unknown, it is sent in chunks, or as it is if {@code chunks} is empty
     */
    SourceContent(Source source, long length, Optional<ResponseEncoder> chunks) {
        this.source = source;
        this.length = length;
        this.chunks = length == Body.UNKNOWN_LENGTH ? chunks : Optional.empty();
    }

    @Override
    public long writeTo(GatheringByteChannel channel, Buffer bytes) throws IOException {
        int before;
        do {
            before = bytes.readableBytes();
            try {
                pull(bytes);
            } catch (BodyFailedException e) {
                resetIfTheCloseEndsTheBody(channel);
                throw e;
            }
            // A source that has more and gives nothing is asked again after the loop's other connections.
        } while (next == Source.Next.MORE && bytes.readableBytes() > before && bytes.readableBytes() < ENOUGH_BYTES);
        piece.release();
        return bytes.isEmpty() ? 0 : bytes.writeTo(channel);
    }

    /** An orderly close would tell a client of HTTP/1.0 that it has all of the body. */
    private void resetIfTheCloseEndsTheBody(GatheringByteChannel channel) throws IOException {
        if (length == Body.UNKNOWN_LENGTH && chunks.isEmpty() && channel instanceof NetworkChannel socket) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
    }

    private void pull(Buffer bytes) throws IOException {
        if (isDone()) {
            return;
        }
        if (bytes.readableBytes() >= ENOUGH_BYTES) {
            // A wake-up may have come since the source was asked.
            next = Source.Next.MORE;
            return;
        }
        try {
            next = Objects.requireNonNull(source.pull(piece, MAX_PIECE_BYTES), "a source returned null");
        } catch (IOException | RuntimeException e) {
            throw new BodyFailedException(e);
        }
        pulledBytes += piece.readableBytes();
        checkLength();
        if (!piece.isEmpty()) {
            if (chunks.isPresent()) {
                chunks.get().encodeChunk(piece, bytes);
            } else {
                bytes.appendFrom(piece, piece.readableBytes());
            }
        }
        if (isDone()) {
            chunks.ifPresent(encoder -> encoder.encodeLastChunk(bytes));
        }
    }

    /** The client was told the length: with fewer bytes or more it would misread the next response. */
    private void checkLength() throws IOException {
        boolean isWrong = pulledBytes > length || isDone() && pulledBytes < length;
        if (length != Body.UNKNOWN_LENGTH && isWrong) {
            throw new BodyFailedException(
                    "a body of " + length + " bytes had " + pulledBytes + (isDone() ? "" : " or more"));
        }
    }

    @Override
    public boolean isDone() {
        return next == Source.Next.END;
    }

    @Override
    public boolean isWaiting() {
        return next == Source.Next.WHEN_WOKEN;
    }

    @Override
    public boolean onClientLeft() {
        return source.onClientLeft();
    }

    @Override
    public void onShutdown() {
        source.onShutdown();
    }

    /** Without what a source of the user's holds. */
    @Override
    public long heldBytes() {
        return piece.capacity() + (source instanceof Pipe pipe ? pipe.heldBytes() : 0);
    }

    @Override
    public void close() {
        source.close();
    }
}
