import java.util.concurrent.atomic.AtomicBoolean;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Routes;

/** One client asks for something that takes half a second, and another one for something quick. One event loop. */
public final class BlockedLoop {

    public static void main(String[] args) throws Exception {
        AtomicBoolean finished = new AtomicBoolean();
        Handler blocks = request -> {
            finished.set(false);
            Thread.sleep(500);
            finished.set(true);
            return HttpResponse.text(200, "at last\n");
        };
        Routes routes = Routes.create()
                .get("/on-loop", Handler.onLoop(blocks))
                .get("/in-executor", blocks)
                .get("/health", Handler.onLoop(request -> HttpResponse.text(200, "ok\n")));
        try (LkgServer server =
                LkgServer.builder().port(0).loops(1).handler(routes).start()) {
            for (String path : new String[] {"/on-loop", "/in-executor"}) {
                try (RawClient slow = new RawClient(server.port());
                        RawClient quick = new RawClient(server.port())) {
                    slow.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
                    Thread.sleep(100); // It sleeps in its handler now.
                    quick.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n").status();
                    System.out.println("beside " + path + ", /health "
                            + (finished.get() ? "waited until that one had returned" : "was answered at once"));
                    slow.status();
                }
            }
        }
    }
}
