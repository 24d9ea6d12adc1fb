package lkg.server.bench.peers;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import lkg.server.bench.Peer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with its resource handler, one acceptor, one selector, and its own way of dividing the rest among threads. */
public final class JettyPeer implements Peer {

    @Override
    public void start(int port, Path directory) throws Exception {
        Server server = new Server(new QueuedThreadPool(BLOCKING_THREADS));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.root().newResource(directory));
        files.setEtags(true);
        server.setHandler(new Handler.Sequence(new Routes(), files));
        server.start();
    }

    private static final class Routes extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            if (!path.equals("/hello") && !path.equals("/blocking")) {
                return false;
            }
            if (path.equals("/blocking")) {
                Peer.block();
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
            response.write(true, ByteBuffer.wrap(HELLO), callback);
            return true;
        }
    }
}
