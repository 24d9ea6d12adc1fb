import java.io.IOException;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** Shows whether a client that is still sending its upload gets to read why it was refused. */
public final class AnswerOrReset {

    private static final int UPLOAD = 8 * 1024 * 1024;

    public static void main(String[] args) throws Exception {
        Handler handler = request -> HttpResponse.text(200, "stored\n");
        try (LkgServer server = LkgServer.builder().port(0).handler(handler).start()) {
            upload(server.port());
        }
    }

    private static void upload(int port) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + UPLOAD + "\r\n\r\n");
            try {
                client.send("x".repeat(UPLOAD)).endOutput();
                System.out.println("the client sent all of its upload");
                System.out.println("then it read: " + client.status());
                System.out.println("the connection: " + client.endWithin(2_000));
            } catch (IOException e) {
                System.out.println("the client's upload failed: the server reset the connection");
            }
        }
    }
}
