import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Stops a server that is at its maximum of one connection while a second client waits in the kernel. */
public final class StopWithBacklog {

    public static void main(String[] args) throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        LkgServer server = LkgServer.builder()
                .port(0)
                .loops(1)
                .workers(2)
                .maxConnections(1)
                .handler(request -> {
                    if (request.path().equals("/first")) {
                        handling.countDown();
                        answer.await();
                    }
                    return HttpResponse.text(200, "hello\n");
                })
                .start();
        RawClient first = new RawClient(server.port());
        first.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
        handling.await();
        RawClient second = new RawClient(server.port());
        second.send("GET /second HTTP/1.1\r\nHost: a\r\n\r\n");
        System.out.println("two clients are connected, the server has accepted " + server.openConnections());

        CompletableFuture<Boolean> stopped =
                CompletableFuture.supplyAsync(() -> server.shutdown(Duration.ofSeconds(8)));
        System.out.println("the second client gets: " + second.status());
        second.close();
        answer.countDown();
        System.out.println("the first client gets: " + first.status());
        first.close();
        System.out.println("all requests were answered: " + stopped.get());
    }
}
