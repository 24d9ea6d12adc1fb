import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** A client asks for something slow, and leaves before the answer comes. */
public final class ClientLeaves {

    public static void main(String[] args) throws Exception {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        answer.whenComplete((response, failure) -> told.countDown());
        Handler slow = Handler.async(request -> {
            asked.countDown();
            return answer;
        });
        try (LkgServer server = LkgServer.builder().port(0).handler(slow).start()) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("GET /report HTTP/1.1\r\nHost: a\r\n\r\n");
                asked.await();
            }
            System.out.println("the client has left; its answer is not ready");
            boolean noticed = told.await(1, TimeUnit.SECONDS);
            System.out.println(
                    noticed && answer.isCancelled()
                            ? "the future was cancelled: the work for it can stop"
                            : "a second later nobody has told the future: the work goes on for nobody");
        }
    }
}
