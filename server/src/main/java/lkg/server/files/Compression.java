package lkg.server.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import lkg.http.Body;

/** Compresses a file that has no compressed sibling. Takes time: not for an event loop. */
final class Compression {

    /** What is smaller fits into one packet either way. */
    private static final int MIN_BYTES = 1024;

    /** What is larger should be compressed once, by whoever publishes it. */
    private static final int MAX_BYTES = 1024 * 1024;

    private Compression() {}

    /** The same file compressed, unless that is of no use. */
    static Optional<ReadFile> of(ReadFile file, String contentType) throws IOException {
        if (file.size() < MIN_BYTES || file.size() > MAX_BYTES || !MediaTypes.isCompressible(contentType)) {
            return Optional.empty();
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream((int) file.size() / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            file.writeTo(gzip);
        }
        return compressed.size() < file.size()
                ? Optional.of(file.withBytes(Body.of(compressed.toByteArray())))
                : Optional.empty();
    }
}
