import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** A server that allows three connections. Three clients have asked once and stay; then a fourth one comes. */
public final class FullOfIdle {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    public static void main(String[] args) throws Exception {
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(request -> HttpResponse.text(200, "hello\n"))
                        .loops(1)
                        .maxConnections(3)
                        .start();
                RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port());
                RawClient third = new RawClient(server.port())) {
            for (RawClient client : new RawClient[] {first, second, third}) {
                client.send(GET).status();
            }
            Thread.sleep(1_200); // A connection counts as idle when no request has come for a second.
            try (RawClient fourth = new RawClient(server.port()).send(GET)) {
                System.out.println("the fourth client: " + (fourth.isSilentFor(200) ? "waits" : fourth.status()));
            }
            System.out.println("the first: " + first.endWithin(50));
            System.out.println("the second: " + second.endWithin(50));
            System.out.println("the third: " + third.endWithin(50));
        }
    }
}
