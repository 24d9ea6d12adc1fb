package lkg.server.watch.visit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask again and again, a thread each, until the server stops. */
final class Regulars {

    /** Says that the server may be stopped now. */
    static final String READY = "ready to stop";

    private static final int COUNT = 8;
    private static final double LONGEST = 20;

    private final Run run;
    private final CountDownLatch answered = new CountDownLatch(COUNT);
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    private Regulars(Run run) {
        this.run = run;
    }

    static void askUntilTheServerStops(Run run) throws IOException, InterruptedException {
        new Regulars(run).play();
    }

    private void play() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int who = 1; who <= COUNT; who++) {
            int number = who;
            Thread thread = new Thread(() -> ask(number), "regular-" + who);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        answered.await();
        run.say(READY);
        for (Thread thread : threads) {
            thread.join();
        }
        run.say(answers + " requests were answered completely, and " + lost + " were broken off");
        tryOnceMore();
    }

    private void ask(int who) {
        long endNanos = System.nanoTime() + run.seconds(LONGEST).toNanos();
        try (Caller caller = new Caller(run, who)) {
            boolean goesOn = askOnce(caller);
            answered.countDown();
            while (goesOn && System.nanoTime() - endNanos < 0) {
                goesOn = askOnce(caller);
            }
            if (goesOn) {
                caller.say("was not told to go, and leaves" + caller.after());
            }
        } catch (IOException e) {
            lost.incrementAndGet();
            answered.countDown();
            run.say(who, "the connection broke: " + e.getMessage());
        }
    }

    /** Whether the connection goes on. */
    private boolean askOnce(Caller caller) throws IOException {
        caller.send(Caller.get("/lkg-watch/slow?ms=" + run.seconds(0.3).toMillis()));
        Optional<Caller.Answer> answer = caller.readAnswer();
        if (answer.isEmpty()) {
            caller.say("the server closed the connection before it read this request: it may be sent again elsewhere");
            return false;
        }
        answers.incrementAndGet();
        if (answer.get().closes()) {
            caller.say("read a complete response, which says Connection: close" + caller.after());
            caller.awaitEnd();
        }
        return !answer.get().closes();
    }

    private void tryOnceMore() {
        try (Caller caller = new Caller(run, COUNT + 1)) {
            caller.say("the server still takes new connections");
        } catch (IOException e) {
            run.say(COUNT + 1, "a new connection: " + e.getMessage());
        }
    }
}
