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
 * A file as it is sent: itself, or a compressed sibling. Each has its own length and its own entity tag, because each is
 * other bytes (RFC 9110 §8.8.3.3).
 *
 * <p>It is the file as it was when it was looked at. A small one has its bytes here, so that all it says of them stays
 * true whatever becomes of the file; a large one is opened when it is sent, and may have changed by then.
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
    private final Optional<HttpResponse> ready;

    /**
     * Looks at a file.
     *
     * @param file a real path
     * @param contentType of what it means, whatever the coding
     * @param coding in which it is sent
     * @param varies whether another client might be sent another coding of it
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
        ready = attributes.size() <= MAX_IN_MEMORY_BYTES ? readyMade() : Optional.empty();
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

    /** The fields that tell one representation from another, in a 200 as in a 304 (RFC 9110 §15.4.5). */
    Headers validators() {
        return validators;
    }

    /** All that describes the content. */
    Headers description() {
        return description;
    }

    boolean isInMemory() {
        return ready.isPresent();
    }

    /** Whether the file still is what it was when it was looked at. */
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
        return ready.isPresent()
                ? ready.get()
                : new HttpResponse(200, description, new Body.FileRegion(this::open, 0, size()));
    }

    /** A part of it. */
    Body part(ByteRange range) {
        if (ready.isPresent() && ready.get().body() instanceof Body.Bytes content) {
            return content.slice(range.first(), range.length());
        }
        return new Body.FileRegion(this::open, range.first(), range.length());
    }

    /** Opens the file that this describes, and no other one that has its name by now. */
    private FileChannel open() throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
        if (!isCurrent()) {
            opened.close();
            throw new IOException(file + " was replaced or changed while it was being answered");
        }
        return opened;
    }

    /** The response with all of it in memory, unless the file changes while it is being read. */
    private Optional<HttpResponse> readyMade() throws IOException {
        byte[] content = Files.readAllBytes(file);
        return content.length == size() && isCurrent()
                ? Optional.of(new HttpResponse(200, description, Body.of(content)))
                : Optional.empty();
    }
}
