import java.util.concurrent.CountDownLatch;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** A server with one worker and room for one job gets three requests: the third is answered first. */
public final class SaturatedServer {

    public static void main(String[] args) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LkgServer server = LkgServer.builder()
                .port(0)
                .workers(1)
                .queueCapacity(1)
                .handler(request -> {
                    begun.countDown();
                    await(goOn);
                    return HttpResponse.text(200, "done\n");
                })
                .start();
        try (server;
                RawClient first = ask(server, "/first");
                RawClient second = askAfter(begun, server, "/second")) {
            while (server.queueDepth() < 1) {
                Thread.yield();
            }
            try (RawClient third = ask(server, "/third")) {
                System.out.println("third:  " + third.response().replace("\r\n", "\n        "));
            }
            goOn.countDown();
            System.out.println("first:  " + first.status());
            System.out.println("second: " + second.status());
        }
    }

    private static RawClient askAfter(CountDownLatch begun, LkgServer server, String path) throws Exception {
        begun.await();
        return ask(server, path);
    }

    private static RawClient ask(LkgServer server, String path) throws Exception {
        return new RawClient(server.port()).send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
