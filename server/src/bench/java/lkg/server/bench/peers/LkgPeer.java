package lkg.server.bench.peers;

import java.net.InetAddress;
import java.nio.file.Path;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.StaticFiles;
import lkg.server.Wiring;
import lkg.server.bench.Peer;

/** Ours, in each wiring, with one loop. */
public enum LkgPeer implements Peer {
    INLINE,
    HANDLERS_IN_POOL,
    EVENTS_IN_POOL;

    @Override
    public void start(int port, Path directory) throws Exception {
        StaticFiles files = new StaticFiles(directory);
        LkgServer.builder()
                .bind(InetAddress.getLoopbackAddress())
                .port(port)
                .wiring(Wiring.valueOf(name()))
                .loops(1)
                .workers(BLOCKING_THREADS)
                .maxConnections(20_000)
                .handler(new Routes(files))
                .start();
    }

    private record Routes(StaticFiles files) implements Handler {
        @Override
        public HttpResponse handle(HttpRequest request) throws Exception {
            return switch (request.path()) {
                case "/hello" -> HttpResponse.bytes(200, "text/plain", HELLO);
                case "/blocking" -> {
                    Peer.block();
                    yield HttpResponse.bytes(200, "text/plain", HELLO);
                }
                default -> files.handle(request);
            };
        }
    }
}
