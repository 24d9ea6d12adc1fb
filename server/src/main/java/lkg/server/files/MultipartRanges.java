package lkg.server.files;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpResponse;

/** Several ranges of a file in one response: {@code multipart/byteranges} (RFC 9110 §14.6). Immutable. */
final class MultipartRanges {

    private final FileVariant file;

    /** Random, so that nobody can write a file that contains it: 122 bits. */
    private final String boundary = UUID.randomUUID().toString();

    private final List<MultipartPart> parts;
    private final long length;

    MultipartRanges(FileVariant file, List<ByteRange> ranges) {
        this.file = file;
        String contentType = file.description().first("Content-Type").orElseThrow();
        List<MultipartPart> parts = new ArrayList<>();
        for (ByteRange range : ranges) {
            String head = (parts.isEmpty() ? "" : "\r\n") + "--" + boundary + "\r\n"
                    + "Content-Type: " + contentType + "\r\n"
                    + "Content-Range: " + range.contentRange(file.size()) + "\r\n\r\n";
            parts.add(new MultipartPart(head, range));
        }
        parts.add(MultipartPart.end("\r\n--" + boundary + "--\r\n"));
        this.parts = List.copyOf(parts);
        length = parts.stream().mapToLong(MultipartPart::length).sum();
    }

    long length() {
        return length;
    }

    HttpResponse response() {
        // Content-Range is for the parts only (RFC 9110 §15.3.7.2).
        String type = "multipart/byteranges; boundary=" + boundary;
        Headers headers = file.unchanged().with("Content-Type", type).with("Accept-Ranges", "bytes");
        return new HttpResponse(206, headers, file.content().map(this::joined).orElseGet(this::pulled));
    }

    private Body joined(Body.Bytes content) {
        ByteBuffer body = ByteBuffer.allocate((int) length);
        for (MultipartPart part : parts) {
            body.put(part.headBytes());
            body.put(content.slice(part.range().first(), part.range().length()).buffer());
        }
        return Body.of(body.array());
    }

    private Body pulled() {
        return new Body.Pulled(wakeUp -> new MultipartSource(file.open(), parts), length);
    }
}
