import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.Routes;

/** Prints how a client learns where the body of each response ends. */
public final class Framing {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] args) throws Exception {
        Routes routes = Routes.create()
                .get("/known", request -> HttpResponse.text(200, "hello"))
                .get("/unknown", request -> HttpResponse.stream("text/plain", out -> out.write(HELLO)))
                .get("/none", request -> HttpResponse.of(204));
        try (LkgServer server = LkgServer.builder().port(0).handler(routes).start()) {
            for (String request : List.of(
                    "GET /known HTTP/1.1", "HEAD /known HTTP/1.1", "GET /unknown HTTP/1.1", "GET /unknown HTTP/1.0")) {
                System.out.println(request + "\n    " + framing(server.port(), request));
            }
            System.out.println("GET /none HTTP/1.1\n    " + framing(server.port(), "GET /none HTTP/1.1"));
        }
    }

    /** The fields that say where the body ends, and the bytes behind the head, with their line ends made visible. */
    private static String framing(int port, String request) throws Exception {
        try (RawClient client = new RawClient(port)) {
            client.send(request + "\r\nHost: a\r\n\r\n").endOutput();
            String[] parts = client.until("(never)").split("\r\n\r\n", 2);
            String fields = parts[0].lines()
                    .filter(line -> line.matches("(Content-Length|Transfer-Encoding|Connection): .*"))
                    .collect(Collectors.joining(", "));
            String body = parts[1].replace("(the server closed the connection)", "");
            return (fields.isEmpty() ? "no such field" : fields) + " | "
                    + (body.isEmpty() ? "no body" : body.replace("\r\n", "\\r\\n"));
        }
    }
}
