package lkg.lab.grade;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lkg.lab.grade.Answer.Kind;

/** Chapter 8: clients that stop. All checks wait side by side, each for the idle time or twice that. */
final class TimerChecks {

    private TimerChecks() {}

    static List<Check> timer() {
        return List.of(
                Check.beside("a connection that sends nothing is closed", "", new byte[0], TimerChecks::silent),
                Check.beside("a connection that sends no second request is closed", "", new byte[0], TimerChecks::idle),
                Check.beside(
                        "half a head is ended, by 408 or a close",
                        "RFC 9110 §15.5.9",
                        new byte[0],
                        TimerChecks::halfHead),
                Check.beside("a head that comes byte by byte is ended", "D13", new byte[0], TimerChecks::drip),
                Check.beside(
                        "half a body is ended, by 408 or a close",
                        "RFC 9110 §15.5.9",
                        new byte[0],
                        TimerChecks::halfBody),
                Check.beside("a client that does not read is ended", "D17", new byte[0], TimerChecks::deaf));
    }

    private static Verdict silent(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            return closed(facts, client, "The client sends nothing");
        }
    }

    private static Verdict idle(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            client.ask(facts.target());
            return closed(facts, client, "The client sends nothing after its first response");
        }
    }

    private static Verdict closed(Facts facts, Conversation client, String what) throws IOException {
        Answer end = patiently(facts, client);
        if (end.kind() != Kind.SILENT) {
            return Verdict.PASSED;
        }
        Verdict others = facts.served("beside an idle connection");
        return others.passed()
                ? Verdict.differs(what + ", and the connection stays open for more than "
                        + facts.target().idleSeconds() + " s. Others are served.")
                : others;
    }

    private static Answer patiently(Facts facts, Conversation client) throws IOException {
        return client.patience(facts.target().idleSeconds() * 1_000).answer();
    }

    private static Verdict halfHead(Facts facts) throws IOException {
        byte[] half = Target.latin1("GET " + facts.target().path() + " HTTP/1.1\r\nHost: a");
        return ended(facts, half, "The client stops in the middle of a head");
    }

    private static Verdict halfBody(Facts facts) throws IOException {
        if (!facts.bodiesAreRead()) {
            return Verdict.notAsked("The server answers a POST before it has read a body.");
        }
        byte[] half = Target.joined(facts.target().request("POST", "Content-Length: 100\r\n"), Target.latin1("half"));
        return ended(facts, half, "The client stops in the middle of a body");
    }

    private static Verdict ended(Facts facts, byte[] half, String what) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer end = patiently(facts, client.send(half));
            boolean refused = end.isResponse() && end.status() >= 400;
            return refused || end.kind() == Kind.CLOSED || end.kind() == Kind.RESET
                    ? Verdict.PASSED
                    : Verdict.failed(what + ". The server has to give up within "
                                    + facts.target().idleSeconds()
                                    + " s (--idle), or such clients use up its connections; it was " + end.inWords()
                                    + ".")
                            .with(client.evidence(half.length, "here the client stopped"));
        }
    }

    private static Verdict drip(Facts facts) throws IOException {
        int seconds = facts.target().idleSeconds();
        try (Conversation client = new Conversation(facts.target())) {
            byte[] beginning = Target.latin1("GET " + facts.target().path() + " HTTP/1.1\r\nHost: a\r\nX: ");
            client.send(beginning);
            long start = System.nanoTime();
            client.patience(Math.max(50, seconds * 25));
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
                if (client.send(new byte[] {'x'}).answer().kind() != Kind.SILENT) {
                    return Verdict.PASSED;
                }
            }
            return Verdict.differs("A head comes a byte at a time, and after " + seconds
                            + " s the server still waits. Such clients can hold its connections for ever. Ours counts from"
                            + " a head's first byte.")
                    .with(client.evidence(beginning.length, "from here on a byte at a time"));
        }
    }

    private static Verdict deaf(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        try (DeafClient client = new DeafClient(facts.target())) {
            if (client.fill(request)) {
                return Verdict.notAsked("The server goes on taking the requests of a client that does not read: their"
                        + " responses fit somewhere. A larger page (--path) would show more.");
            }
            // Twice as long, because the kernel may take more of the responses once in a while.
            int seconds = 2 * facts.target().idleSeconds();
            for (int i = 0; i < seconds * 4; i++) {
                if (client.isEnded(request)) {
                    return Verdict.PASSED;
                }
                Time.pause(250);
            }
            return Verdict.differs("A client sends requests and reads no response. After " + seconds
                    + " s its connection is still open, and holds what is not sent. Ours ends it.");
        }
    }
}
