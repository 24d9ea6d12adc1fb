package lkg.server;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import lkg.http.Headers;
import lkg.http.HttpDate;

/**
 * A file as it is sent: itself, or a compressed sibling. Each has its own length and its own entity tag, because each is
 * other bytes (RFC 9110 §8.8.3.3).
 *
 * @param file what is read, a real path
 * @param contentType of what it means, whatever the coding
 * @param coding in which it is sent
 * @param varies whether another client might be sent another coding of it
 */
record Representation(
        Path file, String contentType, Optional<ContentCoding> coding, BasicFileAttributes attributes, boolean varies) {

    Representation varying() {
        return new Representation(file, contentType, coding, attributes, true);
    }

    /** In whole seconds, as {@code Last-Modified} tells it. */
    Instant lastModified() {
        return attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Changes whenever the length or the time of the last change does, to the nanosecond if the file system knows it. */
    String entityTag() {
        Instant modified = attributes.lastModifiedTime().toInstant();
        String suffix = coding.map(c -> "-" + c.token).orElse("");
        return "\"" + Long.toHexString(attributes.size()) + "-" + Long.toHexString(modified.getEpochSecond()) + "."
                + Integer.toHexString(modified.getNano()) + suffix + "\"";
    }

    /** The fields that tell one representation from another, in a 200 as in a 304 (RFC 9110 §15.4.5). */
    Headers validators() {
        Headers headers = Headers.of(
                "ETag", entityTag(), "Last-Modified", HttpDate.format(lastModified()), "Cache-Control", "no-cache");
        return varies ? headers.with("Vary", "Accept-Encoding") : headers;
    }

    /** All that describes the content. */
    Headers description() {
        Headers headers = validators().with("Content-Type", contentType).with("Accept-Ranges", "bytes");
        return coding.isPresent() ? headers.with("Content-Encoding", coding.get().token) : headers;
    }
}
