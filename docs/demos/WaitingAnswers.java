import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** Counts the threads that 100 unanswered requests occupy: as blocking handlers, and as futures. */
public final class WaitingAnswers {

    private static final int CLIENTS = 100;

    public static void main(String[] args) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(CLIENTS);
        Handler blocking = request -> {
            begun.countDown();
            answer.await();
            return HttpResponse.text(200, "later\n");
        };
        measure("blocking handlers", blocking, begun, answer::countDown);

        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(CLIENTS);
        Handler async = Handler.async(request -> {
            asked.countDown();
            return future.copy();
        });
        measure("futures", async, asked, () -> future.complete(HttpResponse.text(200, "later\n")));
    }

    private static void measure(String kind, Handler handler, CountDownLatch begun, Runnable answer) throws Exception {
        AtomicInteger threads = new AtomicInteger();
        ExecutorService executor = Executors.newCachedThreadPool(job -> {
            threads.incrementAndGet();
            return new Thread(job);
        });
        try (LkgServer server = LkgServer.builder()
                .port(0)
                .loops(1)
                .executor(executor)
                .handler(handler)
                .start()) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new RawClient(server.port()).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
            }
            begun.await();
            answer.run();
            int answered = 0;
            for (RawClient client : clients) {
                answered += client.status().endsWith("200 OK") ? 1 : 0;
                client.close();
            }
            System.out.println(
                    CLIENTS + " " + kind + " wait on " + threads + " threads, then " + answered + " are answered");
        } finally {
            executor.shutdown();
        }
    }
}
