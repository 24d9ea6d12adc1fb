package lkg.server.bench.peers;

import java.net.InetAddress;
import java.nio.file.Path;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.Wiring;
import lkg.server.bench.Peer;
import lkg.server.files.StaticFiles;

/**
 * Ours, in each wiring, with one loop. For handlers that block there are as many workers as everybody has; for events,
 * as many as there are unless somebody says otherwise.
 */
public enum LkgPeer implements Peer {
    INLINE,
    HANDLERS_IN_POOL,
    EVENTS_IN_POOL;

    @Override
    public void start(int port, Path directory) throws Exception {
        StaticFiles files = StaticFiles.of(directory);
        ServerBuilder server = LkgServer.builder()
                .bind(InetAddress.getLoopbackAddress())
                .port(port)
                .wiring(Wiring.valueOf(name()))
                .loops(1)
                .maxConnections(20_000)
                .handler(new Routes(files));
        (this == HANDLERS_IN_POOL ? server.workers(BLOCKING_THREADS) : server).start();
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
