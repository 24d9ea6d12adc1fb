import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lkg.reactor.EventLoop;

/** Hands a task to a loop that sleeps without a deadline. */
public final class LostWakeUp {

    public static void main(String[] args) throws Exception {
        EventLoop loop = EventLoop.start("loop", failure -> {});
        Thread.sleep(200); // Enough for the loop to fall asleep: it has no channel and no deadline.
        CountDownLatch ran = new CountDownLatch(1);

        System.out.println("The loop sleeps without a deadline. Another thread hands it a task.");
        loop.execute(ran::countDown);
        System.out.println("The task ran within a second: " + ran.await(1, TimeUnit.SECONDS));

        System.out.println("Something else wakes the loop.");
        loop.shutdownNow();
        System.out.println("The task has run: " + ran.await(1, TimeUnit.SECONDS));
    }
}
