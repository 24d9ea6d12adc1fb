package lkg.server.bench.peers;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.nio.file.Path;
import lkg.server.bench.Peer;

/** Helidon: a virtual thread for each connection, which is why it needs JDK 21. Its files come from its own handler. */
public final class HelidonPeer implements Peer {

    @Override
    public void start(int port, Path directory) {
        HttpRouting.Builder routes = HttpRouting.builder()
                .get("/hello", (request, response) -> hello(response))
                .get("/blocking", (request, response) -> {
                    Peer.block();
                    hello(response);
                })
                .register("/", StaticContentFeature.createService(FileSystemHandlerConfig.create(directory)));
        WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .backlog(1024)
                .routing(routes)
                .build()
                .start();
    }

    private static void hello(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain");
        response.send(HELLO);
    }
}
