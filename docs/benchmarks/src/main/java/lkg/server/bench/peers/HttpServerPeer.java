package lkg.server.bench.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import lkg.server.bench.Peer;

/** The JDK's own server, with a handler that streams files. */
public final class HttpServerPeer implements Peer {

    @Override
    public void start(int port, Path directory) throws IOException {
        // Head and body leave in two writes: with Nagle's algorithm in between, each response would take 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.setExecutor(Executors.newFixedThreadPool(BLOCKING_THREADS));
        server.createContext("/hello", HttpServerPeer::hello);
        server.createContext("/blocking", exchange -> {
            Peer.block();
            hello(exchange);
        });
        server.createContext("/", exchange -> {
            Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, Files.size(file));
            try (InputStream in = Files.newInputStream(file);
                    OutputStream out = exchange.getResponseBody()) {
                in.transferTo(out);
            }
        });
        server.start();
    }

    private static void hello(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, HELLO.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(HELLO);
        }
    }
}
