import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Sends one request in two halves, with a pause between them that is long enough for the server to read the first. */
public final class TwoHalves {

    public static void main(String[] args) throws Exception {
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(request -> HttpResponse.text(200, "hello\n"))
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HT");
            Thread.sleep(300);
            client.send("TP/1.1\r\nHost: a\r\n\r\n");
            System.out.println(client.status());
        }
    }
}
