import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lkg.http.Client;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;

/** Three clients of a response of 64 MiB: one reads nothing, one too little, and one fast enough. */
public final class SlowReader {

    private static final HttpResponse LARGE = HttpResponse.bytes(200, "text/plain", new byte[64 * 1024 * 1024]);
    private static final long WATCHED_NANOS = 900_000_000;

    public static void main(String[] args) throws Exception {
        System.out.println("reads nothing:    " + ending(1_000_000, 0));
        System.out.println("reads too little: " + ending(100_000_000, 64 * 1024));
        System.out.println("reads enough:     " + ending(1_000_000, 64 * 1024));
    }

    /** What becomes of a client that reads {@code bytes} every 10 ms, where {@code minRate} a second are asked for. */
    private static String ending(int minRate, int bytes) throws Exception {
        CompletableFuture<EndReason> end = new CompletableFuture<>();
        Observer observer = new Observer() {
            @Override
            public void onClosed(Client client, EndReason reason) {
                end.complete(reason);
            }
        };
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .stallTimeout(Duration.ofMillis(300))
                        .minRate(minRate)
                        .observer(observer)
                        .handler(Handler.onLoop(request -> LARGE))
                        .start();
                Socket client = new Socket()) {
            client.setReceiveBufferSize(64 * 1024);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            long start = System.nanoTime();
            while (System.nanoTime() - start < WATCHED_NANOS && !end.isDone()) {
                read(client.getInputStream(), bytes);
                Thread.sleep(10);
            }
            String ending = end.isDone() ? "closed, " + end.get() : "still served";
            client.setSoLinger(true, 0); // Reset the connection, so that the server need not wait for it.
            return ending;
        }
    }

    private static void read(InputStream in, int bytes) {
        try {
            in.readNBytes(bytes);
        } catch (IOException e) {
            // The server has closed the connection.
        }
    }
}
