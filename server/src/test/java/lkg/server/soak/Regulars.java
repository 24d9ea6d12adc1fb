package lkg.server.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The well-behaved clients, a thread each. */
final class Regulars implements AutoCloseable {

    private static final int USUAL_PAUSE_MILLIS = 20;

    /** Longer than the server keeps an idle connection. */
    private static final int LONG_PAUSE_MILLIS = 3_000;

    /** More than the requests of one visit may take, sent again and all. */
    private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(2);

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Target target;
    private final Ledger ledger;

    Regulars(Target target, Ledger ledger) {
        this.target = target;
        this.ledger = ledger;
    }

    void start(WellBehaved kind, Random random) {
        Thread thread = new Thread(() -> visitUntilTheEnd(kind, random), "soak-" + kind);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void visitUntilTheEnd(WellBehaved kind, Random random) {
        try (Conversation conversation = new Conversation(target, ledger)) {
            do {
                kind.visit(conversation, random);
            } while (!end.await(pauseMillis(random), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pauseMillis(Random random) {
        return random.nextInt(100) == 0 ? LONG_PAUSE_MILLIS : random.nextInt(USUAL_PAUSE_MILLIS);
    }

    /** All leave, each when it has the answers that it waits for. */
    @Override
    public void close() {
        end.countDown();
        await("the last answers")
                .atMost(LONGEST_FAREWELL)
                .until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
