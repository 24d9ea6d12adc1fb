package lkg.server.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpDate;
import lkg.http.HttpResponse;

/**
 * A file as it is sent: the file itself, or a compressed sibling. Each has a length and an entity tag of its own, because
 * their bytes differ (RFC 9110 §8.8.3.3).
 *
 * <p>The size, the tag and the times are those of the moment when this object was made. A small file's bytes are kept
 * here, so they always fit. A large file is opened when it is sent: {@link #open} then checks that it is still the same.
 *
 * <p>Immutable.
 */
final class FileVariant {

    /** Up to this size a file is kept in memory; a larger one goes from the kernel's page cache to the socket. */
    static final int MAX_IN_MEMORY_BYTES = 16 * 1024;

    private final Path file;
    private final BasicFileAttributes attributes;
    private final String entityTag;
    private final Instant lastModified;
    private final Headers validators;
    private final Headers description;
    private final Optional<Body.Bytes> content;
    private final HttpResponse whole;

    /**
     * Reads a file, or only its attributes if it is large.
     *
     * @param file a real path
     * @param contentType of the file without its coding
     * @param coding of the file's bytes, if they are compressed
     * @param varies whether the file exists in several codings
     */
    FileVariant(
            Path file,
            BasicFileAttributes attributes,
            String contentType,
            Optional<ContentCoding> coding,
            boolean varies)
            throws IOException {
        this.file = file;
        this.attributes = attributes;
        entityTag = entityTag(attributes, coding);
        lastModified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        Headers common = Headers.of(
                "ETag", entityTag, "Last-Modified", HttpDate.format(lastModified), "Cache-Control", "no-cache");
        validators = varies ? common.with("Vary", "Accept-Encoding") : common;
        Headers type = validators.with("Content-Type", contentType).with("Accept-Ranges", "bytes");
        description = coding.isPresent() ? type.with("Content-Encoding", coding.get().token) : type;
        content = attributes.size() <= MAX_IN_MEMORY_BYTES ? read() : Optional.empty();
        Body all = content.isPresent() ? content.get() : new Body.FileRegion(this::open, 0, size());
        whole = new HttpResponse(200, description, all);
    }

    /** The attributes of a regular file: opening anything else might wait, as a named pipe does for its other end. */
    static BasicFileAttributes attributes(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString());
        }
        return attributes;
    }

    /** Changes whenever the length or the time of the last change does, to the nanosecond if the file system knows it. */
    private static String entityTag(BasicFileAttributes attributes, Optional<ContentCoding> coding) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        String suffix = coding.map(c -> "-" + c.token).orElse("");
        return "\"" + Long.toHexString(attributes.size()) + "-" + Long.toHexString(modified.getEpochSecond()) + "."
                + Integer.toHexString(modified.getNano()) + suffix + "\"";
    }

    String entityTag() {
        return entityTag;
    }

    /** In whole seconds, as {@code Last-Modified} tells it. */
    Instant lastModified() {
        return lastModified;
    }

    /** In bytes. */
    long size() {
        return attributes.size();
    }

    /** The fields that a 304 has in common with a 200 (RFC 9110 §15.4.5). */
    Headers validators() {
        return validators;
    }

    /** The validators, and the fields that describe the content. */
    Headers description() {
        return description;
    }

    /** All bytes of a small file. */
    Optional<Body.Bytes> content() {
        return content;
    }

    /** Whether the file has not been changed or replaced since. */
    boolean isCurrent() {
        try {
            BasicFileAttributes now = attributes(file);
            return now.size() == attributes.size()
                    && now.lastModifiedTime().equals(attributes.lastModifiedTime())
                    && Objects.equals(now.fileKey(), attributes.fileKey());
        } catch (IOException e) {
            return false;
        }
    }

    /** The response with all of it. */
    HttpResponse whole() {
        return whole;
    }

    /** A part of it. */
    Body part(ByteRange range) {
        return content.isPresent()
                ? content.get().slice(range.first(), range.length())
                : new Body.FileRegion(this::open, range.first(), range.length());
    }

    /** Opens the file. Throws an {@link IOException} if another one has its name by now, or it has changed. */
    FileChannel open() throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
        if (!isCurrent()) {
            opened.close();
            throw new IOException(file + " was replaced or changed while it was being answered");
        }
        return opened;
    }

    /** All of it, unless the file changes while it is being read. */
    private Optional<Body.Bytes> read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length == size() && isCurrent() ? Optional.of(Body.of(bytes)) : Optional.empty();
    }
}
