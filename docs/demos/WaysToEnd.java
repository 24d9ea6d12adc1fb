import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;

/** Shows for what reasons a server says that its connections have ended. */
public final class WaysToEnd {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";

    private static final BlockingQueue<EndReason> ends = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        Observer observer = new Observer() {
            @Override
            public void onClosed(Client client, EndReason reason) {
                ends.add(reason);
            }
        };
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .handler(Handler.async(WaysToEnd::answer))
                .observer(observer)
                .idleTimeout(Duration.ofMillis(300))
                .headTimeout(Duration.ofMillis(300))
                .maxRequestsPerConnection(2)
                .start()) {
            int port = server.port();
            print("sends nothing", port, "");
            print("begins a head, and stops", port, "GET / HT");
            print("sends nonsense", port, "nonsense\r\n\r\n");
            print("wants the end", port, GET + "Connection: close\r\n\r\n");
            print("sends two requests, of two", port, GET + "\r\n" + GET + "\r\n");
            printHalfClosed("half-closes after a request", port, GET + "\r\n");
            printHalfClosed("half-closes in a body", port, GET + "Content-Length: 9\r\n\r\nabc");
            printHalfClosed("half-closes, and a future works", port, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
            printReset(port);
        }
    }

    private static CompletableFuture<HttpResponse> answer(HttpRequest request) {
        return request.path().equals("/later")
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(HttpResponse.text(200, "hello\n"));
    }

    private static void print(String what, int port, String bytes) throws Exception {
        String received;
        try (RawClient client = new RawClient(port)) {
            received = client.send(bytes).status();
        }
        print(what, received);
    }

    private static void printHalfClosed(String what, int port, String bytes) throws Exception {
        String received;
        try (RawClient client = new RawClient(port)) {
            received = client.send(bytes).endOutput().status();
        }
        print(what, received);
    }

    private static void printReset(int port) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write((GET + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getInputStream().read();
        socket.setSoLinger(true, 0); // Close with a RST and not with a FIN.
        socket.close();
        print("resets after a response", "HTTP/1.1 200 OK");
    }

    private static void print(String what, String received) throws InterruptedException {
        System.out.printf("%-32s %-36s %s%n", what, received, ends.take());
    }
}
