import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Shows what becomes of three connections when their server stops. */
public final class LastRequests {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String HALF = "GET / HT";
    private static final String REST = REQUEST.substring(HALF.length());

    public static void main(String[] args) throws Exception {
        LkgServer server = LkgServer.builder()
                .port(0)
                .drainDelay(Duration.ofSeconds(1))
                .handler(request -> HttpResponse.of(204))
                .start();
        try (RawClient idle = new RawClient(server.port());
                RawClient begun = new RawClient(server.port());
                RawClient stuck = new RawClient(server.port())) {
            idle.send(REQUEST).response();
            begun.send(REQUEST + HALF).response();
            stuck.send(REQUEST + HALF).response();

            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofMillis(500)));
            Thread.sleep(200);
            print("it was idle, and sends a request", idle.send(REQUEST).response());
            print("it had begun one, and sends the rest", begun.send(REST).response());
            idle.close();
            begun.close();
            print("it had begun one, and sends nothing", stuck.response());
            System.out.println("all requests were answered: " + stopped.get());
        }
    }

    private static void print(String what, String response) {
        boolean last = response.contains("Connection: close");
        System.out.printf(
                "%-36s  %s%s%n", what, response.lines().findFirst().orElse(""), last ? ", Connection: close" : "");
    }
}
