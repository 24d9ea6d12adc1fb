package lkg.server.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpDate;
import lkg.http.HttpResponse;

/**
 * A file as it is sent: the file itself, or a compressed form of it. Each has a length and an entity tag of its own,
 * because their bytes differ (RFC 9110 §8.8.3.3).
 *
 * <p>All that is said here and all that is sent is of one look-up, and of one file. Immutable.
 */
final class FileVariant {

    private final ReadFile read;
    private final Body.FileOpener file;
    private final Validators validators;
    private final Headers unchanged;
    private final Headers description;
    private final HttpResponse whole;
    private final Freshness freshness;

    /**
     * A variant with these bytes.
     *
     * @param fields of each response for this file, as {@code Cache-Control}
     * @param contentType of the file without its coding
     * @param coding of the bytes, if they are compressed
     * @param freshness of all files that it was made of
     */
    FileVariant(
            ReadFile read,
            Validators validators,
            Headers fields,
            String contentType,
            Optional<ContentCoding> coding,
            Freshness freshness) {
        this.read = read;
        this.file = () -> read.file().orElseThrow().open();
        this.validators = validators;
        this.freshness = freshness;
        unchanged = with(
                with(fields, "ETag", validators.entityTag()),
                "Last-Modified",
                validators.lastModified().map(HttpDate::format));
        Headers type = unchanged.with("Content-Type", contentType).with("Accept-Ranges", "bytes");
        description = with(type, "Content-Encoding", coding.map(c -> c.token));
        whole = new HttpResponse(200, description, all());
    }

    private FileVariant(FileVariant original, Body.FileOpener file) {
        this.read = original.read;
        this.file = file;
        this.validators = original.validators;
        this.freshness = original.freshness;
        this.unchanged = original.unchanged;
        this.description = original.description;
        whole = new HttpResponse(200, description, all());
    }

    /**
     * The same for one response, which is sent later: a large file stays open for it, even if the cache drops the file
     * before.
     */
    FileVariant held() throws IOException {
        return content().isPresent() ? this : new FileVariant(this, new Lease(open()));
    }

    private Body all() {
        return content().isPresent() ? content().get() : new Body.FileRegion(file, 0, size());
    }

    private static Headers with(Headers headers, String name, Optional<String> value) {
        return value.isPresent() ? headers.with(name, value.get()) : headers;
    }

    Validators validators() {
        return validators;
    }

    /** In bytes. */
    long size() {
        return read.size();
    }

    /** The fields that a 304 has in common with a 200 (RFC 9110 §15.4.5). */
    Headers unchanged() {
        return unchanged;
    }

    /** Those fields, and the ones that describe the content. */
    Headers description() {
        return description;
    }

    /** All bytes of a small file. */
    Optional<Body.Bytes> content() {
        return read.bytes();
    }

    /** The response with all of it. */
    HttpResponse whole() {
        return whole;
    }

    /** A part of it. */
    Body part(ByteRange range) {
        return content().isPresent()
                ? content().get().slice(range.first(), range.length())
                : new Body.FileRegion(file, range.first(), range.length());
    }

    /** A large file, which is held open. */
    Optional<OpenFile> file() {
        return read.file();
    }

    FileChannel open() throws IOException {
        return file.open();
    }

    /** Whether a request that arrived at this instant may be answered with it, without more than a look at its files. */
    boolean isCurrent(long arrivedNanos) {
        return (file().isEmpty() || file().get().isOpen()) && freshness.isCurrent(arrivedNanos);
    }
}
