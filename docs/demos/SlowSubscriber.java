import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lkg.server.EventStream;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.ServerSentEvent;

/** Offers 4,000 events of 8 KiB, 32 MiB in all, to a client that reads nothing. */
public final class SlowSubscriber {

    private static final int EVENTS = 4_000;

    public static void main(String[] args) throws Exception {
        CompletableFuture<EventStream> subscribed = new CompletableFuture<>();
        Handler events = Handler.events(subscribed::complete);
        try (LkgServer server = LkgServer.builder().port(0).handler(events).start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET /live HTTP/1.1\r\nHost: a\r\n\r\n");
            EventStream stream = subscribed.get(5, TimeUnit.SECONDS);
            ServerSentEvent event = ServerSentEvent.of("x".repeat(8 * 1024));
            int taken = 0;
            for (int i = 0; i < EVENTS; i++) {
                taken += stream.offer(event) ? 1 : 0;
            }
            System.out.println(
                    taken == EVENTS
                            ? "offer returned true each time: what the client does not read waits in memory, without a bound"
                            : "offer returned false for some events: at most 64 KiB wait for this client");
            stream.end();
        }
    }
}
