import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Stops a server while one client is idle, one has sent half of a request, and one waits for its answer. */
public final class StopWithRequests {

    public static void main(String[] args) throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        LkgServer server = LkgServer.builder()
                .port(0)
                .loops(1)
                .handler(request -> {
                    if (request.path().equals("/slow")) {
                        handling.countDown();
                        answer.await();
                    }
                    return HttpResponse.text(200, request.path() + "\n");
                })
                .start();
        RawClient idle = new RawClient(server.port());
        RawClient half = new RawClient(server.port());
        RawClient slow = new RawClient(server.port());
        idle.send("GET /idle HTTP/1.1\r\nHost: a\r\n\r\n").response();
        half.send("GET /before HTTP/1.1\r\nHost: a\r\n\r\n").response();
        half.send("GET /half HTTP/1.1\r\nHo");
        slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
        handling.await();

        CompletableFuture<Boolean> stopped =
                CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(8)));
        System.out.println("idle client: " + idle.endWithin(5000));
        try {
            new RawClient(server.port());
        } catch (ConnectException e) {
            System.out.println("new client: refused");
        }
        half.send("st: a\r\n\r\n");
        System.out.println("half a request: " + lastLine(half.response()));
        answer.countDown();
        System.out.println("slow request: " + lastLine(slow.response()));
        half.close();
        slow.close();
        System.out.println("all requests were answered: " + stopped.get());
    }

    private static String lastLine(String response) {
        return response.lines().reduce("nothing", (before, line) -> line);
    }
}
