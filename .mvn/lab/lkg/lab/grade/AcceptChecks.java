package lkg.lab.grade;

import java.io.IOException;
import java.util.List;

/** Chapter 3: many connections, most of which want nothing yet. */
final class AcceptChecks {

    private static final int BURST = 200;
    private static final List<Integer> IDLE = List.of(10, 100, 500, 1_000);

    private AcceptChecks() {}

    static List<Check> accepting() {
        return List.of(
                Check.alone(BURST + " connections at once, and then a request on each", "D6", AcceptChecks::burst),
                Check.alone("up to 1,000 idle connections beside a request", "D6", AcceptChecks::idle),
                Check.alone(BURST + " clients connect and leave, and the next is served", "D6", AcceptChecks::leave));
    }

    private static Verdict burst(Facts facts) throws IOException {
        try (Crowd crowd = new Crowd(facts.target(), BURST)) {
            crowd.sendAll(facts.target().get());
            return crowd.allAnswered(facts.page(), BURST + " clients have connected, and then sent a request each");
        }
    }

    private static Verdict idle(Facts facts) throws IOException {
        int open = 0;
        try (Crowd crowd = new Crowd(facts.target(), 0)) {
            for (int count : IDLE) {
                crowd.grow(facts.target(), count);
                open = count;
                Verdict served = facts.served("beside " + count + " connections that have sent nothing");
                if (!served.passed()) {
                    return served;
                }
            }
            return Verdict.PASSED;
        } catch (IOException e) {
            return Verdict.failed("Beside " + open + " idle connections and more, a client could not connect: "
                    + e.getMessage() + ". (The grader needs a descriptor for each, too.)");
        }
    }

    private static Verdict leave(Facts facts) throws IOException {
        for (int i = 0; i < BURST; i++) {
            Conversation client = new Conversation(facts.target());
            if (i % 2 == 0) {
                client.close();
            } else {
                client.reset();
            }
        }
        return facts.served("after " + BURST + " clients have connected and left");
    }
}
