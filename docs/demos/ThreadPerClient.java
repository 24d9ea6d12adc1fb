import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.Wiring;

/** Counts the threads of a blocking server and of ours while 200 clients are connected and say nothing. */
public final class ThreadPerClient {

    private static final int CLIENTS = 200;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    public static void main(String[] args) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, CLIENTS, InetAddress.getLoopbackAddress())) {
            new Thread(() -> accept(listener), "acceptor").start();
            count("a thread for each client", "client-", listener.getLocalPort());
        }
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .loops(1)
                .wiring(Wiring.INLINE)
                .handler(request -> HttpResponse.text(200, ""))
                .start()) {
            count("one event loop", "lkg-loop-", server.port());
        }
    }

    private static void accept(ServerSocket listener) {
        try {
            for (int number = 1; ; number++) {
                Socket client = listener.accept();
                new Thread(() -> serve(client), "client-" + number).start();
            }
        } catch (IOException e) {
            // The listener was closed: the demo is over.
        }
    }

    private static void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) { // The end of a head without a body.
                    client.getOutputStream().write(RESPONSE.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // The client has left.
        }
    }

    private static void count(String server, String threadName, int port) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RawClient client = new RawClient(port);
            client.send(REQUEST).response();
            clients.add(client); // It has its answer, and stays connected.
        }
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(threadName))
                .count();
        System.out.printf("%-24s  threads that serve %d idle clients: %d%n", server, clients.size(), threads);
        for (RawClient client : clients) {
            client.close();
        }
    }
}
