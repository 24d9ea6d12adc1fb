import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.Observer;

/** A client that sends a byte of its head every 100 ms, to a server that allows 500 ms for a head. */
public final class SlowHead {

    private static final int BYTES = 20;

    public static void main(String[] args) throws Exception {
        AtomicInteger refusal = new AtomicInteger();
        Observer observer = new Observer() {
            @Override
            public void onRefused(Refusal refused) {
                refusal.set(refused.reason().status());
            }
        };
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .headTimeout(Duration.ofMillis(500))
                        .observer(observer)
                        .handler(request -> HttpResponse.text(200, "hello\n"))
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nX: ");
            for (int sent = 0; sent < BYTES && refusal.get() == 0; sent++) {
                Thread.sleep(100);
                client.send("x");
            }
            System.out.println(
                    refusal.get() == 0
                            ? "The client has sent " + BYTES + " bytes in 2 s, and the server still waits."
                            : "The server has refused the request with " + refusal.get() + " while bytes still came.");
        }
    }
}
