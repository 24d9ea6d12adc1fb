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
import java.util.concurrent.atomic.AtomicLong;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.server.testing.ShortTexts;

/** A directory and the handler that serves it, with a clock that only moves when it is told to. */
final class ServedDirectory {

    static {
        ShortTexts.use();
    }

    final Path root;
    final StaticFiles files;
    private final AtomicLong nanos = new AtomicLong();

    ServedDirectory(Path root) throws IOException {
        this.root = root;
        files = StaticFiles.withClock(root, nanos::get);
    }

    Path write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    void aSecondPasses() {
        passes(Duration.ofSeconds(1));
    }

    void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** GET, with the names and values of header fields. */
    HttpResponse get(String target, String... fields) throws IOException {
        return get(request("GET", target, fields));
    }

    /** Asks when the answer cannot be cached any more, and again at once when it can: that must make no difference. */
    HttpResponse get(HttpRequest request) throws IOException {
        aSecondPasses();
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
