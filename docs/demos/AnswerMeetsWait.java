import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** A source whose next piece always comes in the same unlucky moment: after it was asked, and before the loop waits. */
public final class AnswerMeetsWait {

    public static void main(String[] args) throws Exception {
        Handler handler = Handler.onLoop(
                request -> HttpResponse.of(200, "text/plain", new Body.Pulled(wakeUp -> new Unlucky(wakeUp))));
        try (LkgServer server = LkgServer.builder().port(0).handler(handler).start();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            String response = client.until("0\r\n\r\n");
            for (String piece : new String[] {"piece 1", "piece 2", "piece 3"}) {
                System.out.println(piece + (response.contains(piece) ? " was sent" : " was not sent"));
            }
        }
    }

    private static final class Unlucky implements Source {
        private final Runnable wakeUp;
        private final Queue<String> pieces = new ArrayDeque<>();
        private int made;

        Unlucky(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        @Override
        public Next pull(Buffer out, int most) {
            if (!pieces.isEmpty()) {
                out.append(pieces.remove().getBytes(StandardCharsets.US_ASCII));
                return made == 3 ? Next.END : Next.WHEN_WOKEN;
            }
            // There is nothing now. Before the loop gets this answer, another thread brings a piece.
            pieces.add("piece " + ++made);
            Thread other = new Thread(wakeUp);
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Next.WHEN_WOKEN;
        }

        @Override
        public void close() {}
    }
}
