import java.time.Duration;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** A client that sends a head byte by byte, and never ends it. The server allows half a second for a head. */
public final class DrippingHead {

    private static final int BYTES = 12;

    public static void main(String[] args) throws Exception {
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(request -> HttpResponse.text(200, "hello\n"))
                        .headTimeout(Duration.ofMillis(500))
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nX: ");
            for (int i = 0; i < BYTES && client.isSilentFor(100); i++) {
                client.send("x");
            }
            System.out.println(
                    client.isSilentFor(100)
                            ? BYTES + " bytes of a head in 1.2 seconds, and the server still waits for more"
                            : "the server answers: " + client.status());
        }
    }
}
