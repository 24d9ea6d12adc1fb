import java.time.Duration;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** A client that announces a body and sends a byte of it now and then. The server wants 1,000 bytes in half a second. */
public final class DrippingBody {

    private static final int BYTES = 12;

    public static void main(String[] args) throws Exception {
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(request -> HttpResponse.text(200, "thank you\n"))
                        .stallTimeout(Duration.ofMillis(500))
                        .minRate(2_000)
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
            for (int i = 0; i < BYTES && client.isSilentFor(100); i++) {
                client.send("x");
            }
            System.out.println(
                    client.isSilentFor(100)
                            ? BYTES + " of 1,000,000 bytes in 1.2 seconds, and the server still waits for more"
                            : "the server answers: " + client.status());
        }
    }
}
