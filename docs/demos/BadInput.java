import java.util.LinkedHashMap;
import java.util.Map;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Sends one bad request after another, each on a connection of its own, and prints the status of each response. */
public final class BadInput {

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\n";

    public static void main(String[] args) throws Exception {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("nothing wrong", HEAD + "Content-Length: 5\r\n\r\nhello");
        requests.put("a bare LF behind a line", "GET / HTTP/1.1\nHost: a\r\n\r\n");
        requests.put("no Host", "GET / HTTP/1.1\r\n\r\n");
        requests.put("a space before the colon", HEAD + "X : y\r\n\r\n");
        requests.put("a line that continues", HEAD + "X: y\r\n z\r\n\r\n");
        requests.put("a length with a sign", HEAD + "Content-Length: +5\r\n\r\nhello");
        requests.put("two lengths", HEAD + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
        requests.put("a length and chunks", HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        requests.put("gzip, and no chunks", HEAD + "Transfer-Encoding: gzip\r\n\r\n");
        requests.put("gzip in chunks", HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n");
        requests.put("a body of 2 MiB", HEAD + "Content-Length: 2097152\r\n\r\n");
        requests.put("a target of 9 KiB", "GET /" + "x".repeat(9 * 1024) + " HTTP/1.1\r\n");
        requests.put("101 fields", HEAD + "X: y\r\n".repeat(100) + "\r\n");
        requests.put("a newer version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n");
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .start()) {
            for (Map.Entry<String, String> request : requests.entrySet()) {
                try (RawClient client = new RawClient(server.port())) {
                    System.out.printf(
                            "%-26s%s%n",
                            request.getKey(), client.send(request.getValue()).status());
                }
            }
        }
    }
}
