import java.util.ArrayList;
import java.util.List;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Forty clients that each announce a body of 1,000,000 bytes, send 200,000 of them, and stop. */
public final class BodiesWithoutEnd {

    private static final int CLIENTS = 40;
    private static final long BUDGET = 4_000_000;

    public static void main(String[] args) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .loops(1)
                .handler(request -> HttpResponse.text(200, "thank you\n"))
                .maxBytesInFlight(BUDGET)
                .start()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new RawClient(server.port())
                        .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"));
            }
            Thread.sleep(300);
            System.out.println("40 bodies of 1,000,000 bytes were announced: "
                    + (server.bytesInFlight() < BUDGET / 2 ? "less" : "more") + " than half of the budget is in use");
            int refused = 0;
            for (RawClient client : clients) {
                client.send("x".repeat(200_000));
                refused += client.isSilentFor(30) ? 0 : 1;
            }
            System.out.println("200,000 bytes of each were sent: "
                    + (refused == 0 ? "none is refused" : "some are refused") + ", and "
                    + (server.bytesInFlight() < BUDGET ? "less" : "more") + " than the budget of 4,000,000 is in use");
            try (RawClient other = new RawClient(server.port())) {
                System.out.println("another client asks for a page: "
                        + other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status());
            }
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
