package lkg.server.bench.peers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import lkg.server.bench.Peer;

/** Undertow with its resource handler and one I/O thread. */
public final class UndertowPeer implements Peer {

    @Override
    public void start(int port, Path directory) {
        HttpHandler routes = Handlers.path(Handlers.resource(new PathResourceManager(directory)))
                .addExactPath("/hello", UndertowPeer::hello)
                .addExactPath("/blocking", new BlockingHandler(exchange -> {
                    Peer.block();
                    hello(exchange);
                }));
        Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(BLOCKING_THREADS)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setHandler(routes)
                .build()
                .start();
    }

    private static void hello(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
        exchange.getResponseSender().send(ByteBuffer.wrap(HELLO));
    }
}
