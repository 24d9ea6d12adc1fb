package lkg.lab.grade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Chapter 7: many requests at once. Each is answered once, by its own answer, and nobody holds a worker by waiting. */
final class PoolChecks {

    private static final int CLIENTS = 32;
    private static final int ROUNDS = 30;
    private static final int BURST = 300;
    private static final int WAITING = 200;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private PoolChecks() {}

    static List<Check> pool() {
        return List.of(
                Check.alone(CLIENTS + " clients at once get their own answers", "D20", PoolChecks::ownAnswers),
                Check.alone(BURST + " requests at the same moment", "D20", PoolChecks::burst),
                Check.alone(WAITING + " half requests hold no worker", "D10", PoolChecks::halves),
                Check.alone(WAITING + " connections between two requests hold no worker", "D10", PoolChecks::between));
    }

    private static Verdict ownAnswers(Facts facts) throws IOException, InterruptedException {
        int rounds = (int)
                Math.max(2, Math.min(ROUNDS, MOST_BYTES / (1 + facts.page().length()) / CLIENTS));
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            Callable<Verdict> client = () -> converse(facts, rounds);
            List<Callable<Verdict>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                all.add(client);
            }
            for (Future<Verdict> verdict : threads.invokeAll(all)) {
                if (!verdict.get().passed()) {
                    return verdict.get();
                }
            }
            return Verdict.PASSED;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Verdict converse(Facts facts, int rounds) throws IOException {
        Conversation client = new Conversation(facts.target());
        try {
            for (int i = 0; i < rounds; i++) {
                boolean missing = i % 3 == 2;
                client.send(missing ? facts.otherRequest() : facts.target().get());
                Answer answer = client.answer();
                Answer expected = missing ? facts.otherAnswer() : facts.page();
                if (!answer.sameAs(expected) && !answer.is(503)) {
                    return Verdict.failed(CLIENTS
                                    + " clients ask for two pages in turn. One got an answer that is not to"
                                    + " its request: expected " + expected.status() + " with " + expected.length()
                                    + " bytes; it was " + answer.inWords() + " (" + answer.length() + " bytes).")
                            .with(client.evidence(answer));
                }
                if (answer.saysClose()) {
                    client.close();
                    client = new Conversation(facts.target());
                }
            }
            return Verdict.PASSED;
        } finally {
            client.close();
        }
    }

    /** A bounded queue may refuse with 503; losing a request in silence is what it must not do. */
    private static Verdict burst(Facts facts) throws IOException {
        int clients = (int)
                Math.max(10, Math.min(BURST, MOST_BYTES / (1 + facts.page().length())));
        try (Crowd crowd = new Crowd(facts.target(), clients)) {
            crowd.sendAll(facts.target().get());
            for (Conversation client : crowd.clients()) {
                Answer answer = client.answer();
                if (!answer.sameAs(facts.page()) && !answer.is(503)) {
                    return Verdict.failed(
                                    "Of " + clients + " requests at once each is to be answered 200, or refused with"
                                            + " 503; one was " + answer.inWords() + ".")
                            .with(client.evidence(answer));
                }
            }
            return Verdict.PASSED;
        }
    }

    private static Verdict halves(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        try (Crowd crowd = new Crowd(facts.target(), WAITING)) {
            crowd.sendAll(java.util.Arrays.copyOf(request, request.length / 2));
            return facts.served("beside " + WAITING + " clients that have sent half a request");
        }
    }

    private static Verdict between(Facts facts) throws IOException {
        try (Crowd crowd = new Crowd(facts.target(), 0)) {
            for (int i = 1; i <= WAITING; i++) {
                crowd.grow(facts.target(), i);
                Conversation client = crowd.clients().get(i - 1);
                Answer answer = client.ask(facts.target());
                if (!answer.sameAs(facts.page())) {
                    return Verdict.failed(
                                    "Client " + i + " came while " + (i - 1) + " others keep their connections open"
                                            + " after their responses; it was " + answer.inWords() + ".")
                            .with(client.evidence(answer));
                }
            }
            return Verdict.PASSED;
        }
    }
}
