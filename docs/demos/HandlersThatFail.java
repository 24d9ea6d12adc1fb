import java.time.Duration;
import lkg.http.HttpException;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.Routes;

/** A handler that refuses, one that throws, and one that hangs; and what their clients are told. */
public final class HandlersThatFail {

    public static void main(String[] args) throws Exception {
        Routes routes = Routes.create()
                .get("/refuses", request -> {
                    throw new HttpException(409, "somebody else has this name");
                })
                .get("/throws", request -> {
                    throw new IllegalStateException("cannot log in to the database as root with secret");
                })
                .get("/hangs", request -> {
                    Thread.sleep(1_000);
                    return HttpResponse.text(200, "too late\n");
                });
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .handler(routes)
                .handlerTimeout(Duration.ofMillis(300))
                .start()) {
            for (String path : new String[] {"/refuses", "/throws", "/hangs"}) {
                try (RawClient client = new RawClient(server.port())) {
                    String response = client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .response();
                    System.out.println(
                            path + ": " + response.lines().findFirst().orElseThrow());
                    System.out.println("  "
                            + response.substring(response.indexOf("\r\n\r\n") + 4)
                                    .strip());
                }
            }
        }
    }
}
