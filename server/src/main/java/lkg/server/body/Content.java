package lkg.server.body;

import java.io.IOException;
import java.nio.channels.GatheringByteChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpVersion;
import lkg.http.ResponseEncoder;
import lkg.http.Source;

/** A body on its way: opened, sent piece by piece behind the bytes of an outbox, and closed. */
public interface Content {

    /** No body: only the bytes are sent. */
    Content NONE = new Content() {
        @Override
        public long writeTo(GatheringByteChannel channel, Buffer bytes) throws IOException {
            return bytes.isEmpty() ? 0 : bytes.writeTo(channel);
        }

        @Override
        public boolean isDone() {
            return false;
        }
    };

    /** Enough for one write. With more than this waiting, nothing is pulled and no response is added. */
    int ENOUGH_BYTES = 64 * 1024;

    /** Up to this size a copy is cheaper than a write of its own. */
    int MAX_COPIED_BYTES = 16 * 1024;

    /** Whether to copy a body behind its head instead of opening it. */
    static boolean isSmall(Body body) {
        return body instanceof Body.Bytes bytes && bytes.length() <= MAX_COPIED_BYTES;
    }

    /**
     * Opens a body.
     *
     * @param encoder of the chunks of a body without a length; to HTTP/1.0 it is sent as it is
     * @param executor runs a body's writer
     * @param wakeUp is called when there is more after {@link #isWaiting}
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no more
     */
    static Content open(Body body, HttpVersion version, ResponseEncoder encoder, Executor executor, Runnable wakeUp)
            throws IOException {
        if (body instanceof Body.FileRegion region) {
            return region.length() <= MAX_COPIED_BYTES ? BytesContent.read(region) : new FileContent(region);
        }
        if (body instanceof Body.Bytes bytes) {
            return new BytesContent(bytes.buffer());
        }
        Source source = body instanceof Body.Pulled pulled
                ? pulled.source().open(wakeUp)
                : Pipe.writtenBy(((Body.Written) body).writer(), executor, wakeUp);
        Optional<ResponseEncoder> chunks = version == HttpVersion.HTTP_1_1 ? Optional.of(encoder) : Optional.empty();
        return new SourceContent(Objects.requireNonNull(source, "the body has no source"), body.length(), chunks);
    }

    /**
     * Writes some of {@code bytes}, and behind them of the body.
     *
     * @return the number of bytes written: 0 if the channel takes none, or there are none now
     */
    long writeTo(GatheringByteChannel channel, Buffer bytes) throws IOException;

    /** Whether nothing of the body is left to be written by this object. */
    boolean isDone();

    /** Whether there is no more of the body now, but will be. */
    default boolean isWaiting() {
        return false;
    }

    /** The client has closed its side. Returns whether to go on. */
    default boolean onClientLeft() {
        return true;
    }

    /** The server is going to stop: a body without an end of its own comes to it now. */
    default void onShutdown() {}

    /** Bytes of the body that are held in memory. */
    default long heldBytes() {
        return 0;
    }

    default void close() {}
}
