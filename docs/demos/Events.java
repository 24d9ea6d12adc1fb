import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lkg.server.EventStream;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.ServerSentEvent;

/** Subscribes to a stream of events, offers two, ends the stream, and prints the bytes that came. */
public final class Events {

    public static void main(String[] args) throws Exception {
        CompletableFuture<EventStream> subscribed = new CompletableFuture<>();
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(Handler.events(subscribed::complete))
                        .start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET /live HTTP/1.1\r\nHost: a\r\n\r\n");
            EventStream stream = subscribed.get(5, TimeUnit.SECONDS);
            print(client.until("\r\n\r\n"));
            stream.offer("milk");
            print(client.until("\n\n\r\n"));
            stream.offer(ServerSentEvent.of("two\nlines").withType("note").withId("8"));
            print(client.until("\n\n\r\n"));
            stream.end();
            print(client.until("0\r\n\r\n"));
        }
    }

    private static void print(String bytes) {
        System.out.println(bytes.replace("\r", "\\r").replace("\n", "\\n\n").strip());
    }
}
