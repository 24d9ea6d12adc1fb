package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a trace says of a pool. */
class TracedExecutorTest {

    private static final int TASKS = 20_000;

    /** Two workers that finish at once must not leave one of them at work in the picture for ever. */
    @Test
    void eachEventOfAPoolSaysWhatIsTheCaseAfterAllEventsBeforeIt() throws Exception {
        EventRing ring = new EventRing(8 * TASKS);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        Executor traced = new TracedExecutor(workers, "handlers", ring);
        CountDownLatch done = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            traced.execute(done::countDown);
        }
        done.await();
        workers.shutdown();
        workers.awaitTermination(10, TimeUnit.SECONDS);

        List<String> wrong = new ArrayList<>();
        long queue = 0;
        long busy = 0;
        for (Map<String, Object> event : TracedServer.events(ring)) {
            String kind = event.get("kind").toString();
            queue += kind.equals("queued") ? 1 : kind.equals("started") ? -1 : 0;
            busy += kind.equals("started") ? 1 : kind.equals("finished") ? -1 : 0;
            if (!event.get("queue").equals(queue) || !event.get("busy").equals(busy)) {
                wrong.add(event + ", but " + queue + " wait and " + busy + " are at work");
            }
        }
        assertThat(wrong).isEmpty();
    }
}
