package lkg.lab.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lkg.lab.grade.Answer.Kind;

/** Chapter 4: who closes, when, and whether the client still sees what was sent before. */
final class CloseChecks {

    private static final byte[] MORE = new byte[16 * 1024];
    private static final int PIECES = 16;

    private CloseChecks() {}

    static List<Check> closing(Path projectRoot, String path) throws IOException {
        List<Check> checks = new ArrayList<>(WireChecks.of(projectRoot, "connection.http", path));
        checks.add(Check.alone("Connection: close ends the connection", "RFC 9112 §9.6", CloseChecks::close));
        checks.add(Check.alone("a client that has shut down its output gets its answer", "", CloseChecks::halfClosed));
        checks.add(Check.alone(
                "a refusal is seen, although more is on its way", "RFC 9112 §9.6, D12", CloseChecks::refusalIsSeen));
        checks.add(Check.alone(
                "a client that resets in the middle of its response hurts nobody", "D9", CloseChecks::resetMidway));
        return checks;
    }

    private static Verdict close(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer answer = client.send(facts.target().request("GET", "Connection: close\r\n"))
                    .answer();
            Answer end = client.answer();
            Verdict verdict = Verdict.PASSED;
            if (!answer.is(200)) {
                verdict = Verdict.failed("A request with Connection: close was " + answer.inWords() + ".");
            } else if (end.kind() != Kind.CLOSED) {
                verdict = Verdict.failed("The server has to close after its response, and it "
                        + (end.kind() == Kind.RESET ? "resets" : "does not") + ". The RFC says MUST.");
            } else if (!answer.saysClose()) {
                verdict = Verdict.differs("The response should have Connection: close, too.");
            }
            return verdict.with(client.evidence(answer));
        }
    }

    private static Verdict halfClosed(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer answer = client.send(facts.target().get()).shutdownOutput().answer();
            String words = "The client has sent a request and shut down its output; it was " + answer.inWords() + ".";
            return answer.sameAs(facts.page())
                    ? Verdict.PASSED
                    : (answer.kind() == Kind.CLOSED ? Verdict.differs(words) : Verdict.failed(words))
                            .with(client.evidence(answer));
        }
    }

    /**
     * The server has answered and closed by the time that the rest comes. Its kernel then resets, unless it reads on.
     */
    private static Verdict refusalIsSeen(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            client.send(Target.latin1("GET " + facts.target().path() + " HTTP/1.1\r\n\r\n"));
            for (int i = 0; i < PIECES && !client.sendingFailed(); i++) {
                Time.pause(5);
                client.send(MORE);
            }
            Answer answer = client.answer();
            Answer end = client.shutdownOutput().answer();
            if (answer.isAccepted("GET")) {
                return Verdict.notAsked("The server answers a request without Host, so it is no example of a refusal.");
            }
            Evidence bytes = client.evidence(0, "this request has no Host; more bytes followed it");
            if (!answer.isResponse()) {
                return Verdict.failed(
                                "A wrong request is to be refused with 400, and its client must see that, although"
                                        + " it goes on sending; it was " + answer.inWords() + ".")
                        .with(bytes);
            }
            return end.kind() == Kind.RESET || client.sendingFailed()
                    ? Verdict.differs(
                                    "The refusal (" + answer.status() + ") arrived, and then a reset: the server closed"
                                            + " with unread input. Over a slower network the client may lose the refusal.")
                            .with(bytes)
                    : Verdict.PASSED;
        }
    }

    private static Verdict resetMidway(Facts facts) throws IOException {
        for (int i = 0; i < 50; i++) {
            new Conversation(facts.target()).send(facts.target().get()).reset();
        }
        return facts.served("after 50 clients have reset instead of reading their responses");
    }
}
