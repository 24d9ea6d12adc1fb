import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** The server is stopped while half a request has arrived, and while another client says nothing. */
public final class StopInTheMiddle {

    public static void main(String[] args) throws Exception {
        LkgServer server = LkgServer.builder()
                .port(0)
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .start();
        CompletableFuture<Boolean> stopped;
        try (RawClient half = new RawClient(server.port());
                RawClient idle = new RawClient(server.port())) {
            idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status();
            half.send("GET / HTTP/1.1\r\nHo");
            Thread.sleep(200);
            stopped = CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(2)));
            System.out.println("the idle connection: " + idle.endWithin(1_000));
            if (half.endWithin(300).equals("still open")) {
                half.send("st: a\r\n\r\n");
            }
            String response = half.response();
            System.out.println("the request that had begun: "
                    + response.lines().findFirst().orElseThrow());
            System.out.println("its connection: "
                    + (response.contains("Connection: close") ? "the response says that it closes" : "just ended"));
        }
        System.out.println("shutdown returns " + stopped.get());
    }
}
