import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** Sends three requests in one segment, and prints what comes back. */
public final class PipelinedAnswers {

    public static void main(String[] args) throws Exception {
        Handler path = Handler.onLoop(request -> HttpResponse.text(200, request.path()));
        try (LkgServer server = LkgServer.builder().port(0).handler(path).start();
                RawClient client = new RawClient(server.port())) {
            client.send(get("/one") + get("/two") + get("/three"));
            for (int i = 1; i <= 3; i++) {
                String response = client.response();
                System.out.println(i + ": " + response.lines().findFirst().orElse("") + path(response));
            }
        }
    }

    private static String path(String response) {
        int end = response.indexOf("\r\n\r\n");
        return end < 0 ? "" : ", " + response.substring(end).strip();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
}
