import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lkg.reactor.EventLoop;
import lkg.reactor.EventLoopGroup;

/** Deals connections to three loops, one of which ends. */
public final class DealtInTurn {

    public static void main(String[] args) throws Exception {
        EventLoopGroup loops = EventLoopGroup.start("loop", 3, failure -> {});
        System.out.println("three loops run");
        deal(loops, 1, 5);

        EventLoop ends = loops.next(); // The sixth: loop-3.
        ends.shutdownNow();
        ends.awaitTermination(Duration.ofSeconds(1));
        System.out.println("loop-3 has ended");
        deal(loops, 7, 10);
        loops.shutdownNow();
    }

    private static void deal(EventLoopGroup loops, int first, int last) throws Exception {
        for (int i = first; i <= last; i++) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            try {
                loops.next()
                        .execute(() -> thread.complete(Thread.currentThread().getName()));
            } catch (RejectedExecutionException e) {
                thread.complete("a loop that has ended: the connection is closed");
            }
            System.out.println("connection " + i + " goes to " + thread.get(1, TimeUnit.SECONDS));
        }
    }
}
