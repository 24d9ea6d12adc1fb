package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.server.testing.ShortTexts;

/**
 * A directory and the handler that serves it. Its clocks are ahead of the file system's, by ten seconds and by what a
 * test lets pass: so the changes of a test are far enough in the past to be told apart.
 */
final class ServedDirectory {

    static {
        ShortTexts.use();
    }

    private static final Duration AHEAD = Duration.ofSeconds(10);

    final Path root;
    final StaticFiles files;
    private final AtomicLong nanos = new AtomicLong();

    ServedDirectory(Path root) throws IOException {
        this(StaticFiles.builder(root), root, AHEAD);
    }

    /** With options, and clocks that are so far ahead. */
    ServedDirectory(StaticFilesBuilder builder, Path root, Duration ahead) throws IOException {
        this.root = root;
        files = builder.build(nanos::get, () -> Instant.now().plus(ahead).plusNanos(nanos.get()));
    }

    Path write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** GET, with the names and values of header fields. */
    HttpResponse get(String target, String... fields) throws IOException {
        return get(request("GET", target, fields));
    }

    /** Asks twice, and looks the file up the first time, but not the second: that must make no difference. */
    HttpResponse get(HttpRequest request) throws IOException {
        passes(Duration.ofMinutes(10));
        HttpResponse fresh = files.handle(request);
        HttpResponse cached = files.handle(request);
        assertThat(cached.status()).as("the status of a cached answer").isEqualTo(fresh.status());
        assertThat(withoutBoundary(cached)).as("the fields of a cached answer").isEqualTo(withoutBoundary(fresh));
        return cached;
    }

    /** GET, without letting time pass. */
    HttpResponse getNow(String target, String... fields) throws IOException {
        return files.handle(request("GET", target, fields));
    }

    static HttpRequest request(String method, String target, String... fields) {
        HttpRequest request = HttpRequest.of(method, target);
        for (int i = 0; i < fields.length; i += 2) {
            request = request.withHeader(fields[i], fields[i + 1]);
        }
        return request;
    }

    /** Each multipart response has another boundary. */
    private static String withoutBoundary(HttpResponse response) {
        return response.headers().toString().replaceAll("boundary=.*", "");
    }

    /** A body as text, in UTF-8. */
    static String content(HttpResponse response) throws IOException {
        Body body = response.body();
        if (body instanceof Body.FileRegion region) {
            return contentOf(region);
        }
        return body instanceof Body.Pulled pulled ? contentOf(pulled) : body.toString();
    }

    private static String contentOf(Body.FileRegion region) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
        try (FileChannel file = region.file().open()) {
            file.read(bytes, region.position());
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static String contentOf(Body.Pulled pulled) throws IOException {
        Source source = pulled.source().open(() -> {});
        Buffer piece = new Buffer(1024);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Source.Next next;
        do {
            next = source.pull(piece, 7);
            assertThat(piece.readableBytes()).as("bytes of a piece").isBetween(1, 7);
            all.writeBytes(piece.latin1(0, piece.readableBytes()).getBytes(StandardCharsets.ISO_8859_1));
            piece.clear();
        } while (next == Source.Next.MORE);
        source.close();
        return all.toString(StandardCharsets.UTF_8);
    }

    static String field(HttpResponse response, String name) {
        return response.headers().first(name).orElse("");
    }
}
