package lkg.server.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lkg.server.bench.Peer;
import org.microhttp.EventLoop;
import org.microhttp.Header;
import org.microhttp.NoopLogger;
import org.microhttp.OptionsBuilder;
import org.microhttp.Response;

/**
 * microhttp with one event loop. It serves no files: this one keeps the small file in memory for good and reads the
 * others anew for each request. It writes no Date and looks at no condition.
 */
public final class MicrohttpPeer implements Peer {

    @Override
    public void start(int port, Path directory) throws IOException {
        byte[] small = Files.readAllBytes(directory.resolve("small.html"));
        ExecutorService blocking = Executors.newFixedThreadPool(BLOCKING_THREADS);
        var options = OptionsBuilder.newBuilder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withConcurrency(1)
                .withRequestTimeout(Duration.ofSeconds(75))
                .withAcceptLength(1024)
                .build();
        EventLoop loop = new EventLoop(options, NoopLogger.instance(), (request, callback) -> {
            switch (request.uri()) {
                case "/hello" -> callback.accept(ok("text/plain", HELLO));
                case "/small.html" -> callback.accept(ok("text/html; charset=utf-8", small));
                case "/blocking" ->
                    blocking.execute(() -> {
                        Peer.block();
                        callback.accept(ok("text/plain", HELLO));
                    });
                default -> callback.accept(read(directory.resolve(request.uri().substring(1))));
            }
        });
        loop.start();
    }

    private static Response read(Path file) {
        try {
            return ok("application/octet-stream", Files.readAllBytes(file));
        } catch (IOException e) {
            return new Response(404, "Not Found", List.of(), new byte[0]);
        }
    }

    private static Response ok(String type, byte[] body) {
        return new Response(200, "OK", List.of(new Header("Content-Type", type)), body);
    }
}
