import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Sends one request in two segments. */
public final class TwoSegments {

    public static void main(String[] args) throws Exception {
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(request -> HttpResponse.text(200, "hello"))
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHo");
            client.send("st: a\r\n\r\n");
            System.out.println(client.response());
        }
    }
}
