package lkg.lab.grade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lkg.lab.grade.Answer.Kind;

/** Chapters 1 and 2: a server that answers, and a loop that nobody holds up. */
final class BasicChecks {

    private static final int MANY = 20;

    private BasicChecks() {}

    static List<Check> initialisation() {
        return List.of(
                Check.alone("a page is answered 200", "", facts -> facts.served("over and over")),
                Check.alone("the response says where it ends", "RFC 9112 §6.3", BasicChecks::length),
                Check.alone("the response has a Date", "RFC 9110 §6.6.1", BasicChecks::date),
                Check.alone("HEAD is GET without the body", "RFC 9110 §9.3.2", BasicChecks::head),
                Check.alone("a refusal of HEAD has no body, either", "RFC 9110 §9.3.2", BasicChecks::refusedHead),
                Check.alone("a page that is not there is answered 404", "RFC 9110 §15.5.5", BasicChecks::missing),
                Check.alone("a method that nobody knows is refused", "RFC 9110 §9.1", BasicChecks::unknownMethod),
                Check.alone("HTTP/1.0 is answered, without chunks, and closed", "RFC 9112 §6.1", BasicChecks::http10));
    }

    static List<Check> running() {
        return List.of(
                Check.alone("a connection is used for a second request", "RFC 9112 §9.3", BasicChecks::secondRequest),
                Check.alone("a request after half a second of silence", "D3", BasicChecks::afterSilence),
                Check.alone("half a request holds up nobody", "D10", BasicChecks::halfHoldsUpNobody),
                Check.alone(MANY + " clients send byte by byte, in turn", "D10", BasicChecks::inTurn),
                Check.alone(MANY + " clients break off, and the next is served", "D9", BasicChecks::brokenOff));
    }

    private static Verdict length(Facts facts) {
        return facts.page().fields().containsKey("content-length")
                        || facts.page().fields().containsKey("transfer-encoding")
                ? Verdict.PASSED
                : Verdict.differs(
                        "There is neither a Content-Length nor chunks, so the end of the connection ends it.");
    }

    private static Verdict date(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer answer = client.ask(facts.target());
            return answer.fields().containsKey("date")
                    ? Verdict.PASSED
                    : Verdict.failed("A server that has a clock has to send a Date. The RFC says MUST.")
                            .with(client.evidence(-1, ""));
        }
    }

    private static Verdict head(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            client.send(facts.target().request("HEAD", "Connection: close\r\n"));
            Answer head = client.answer("HEAD");
            int end = client.gotBytes();
            Answer more = client.shutdownOutput().answer();
            if (more.kind() != Kind.CLOSED) {
                return moreThanAHead(client, end);
            }
            String length = facts.page().fields().get("content-length");
            if (!head.is(200)) {
                return Verdict.failed("HEAD is to be answered as GET is, 200; it was " + head.inWords() + ".")
                        .with(client.evidence(head));
            }
            return length == null || length.equals(head.fields().get("content-length"))
                    ? Verdict.PASSED
                    : Verdict.differs("GET has Content-Length: " + length + ", and HEAD has not.");
        }
    }

    /** A request without Host; a server that does not refuse it has no refusal to look at. */
    private static Verdict refusedHead(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            client.send(Target.latin1("HEAD " + facts.target().path() + " HTTP/1.1\r\n\r\n"))
                    .answer("HEAD");
            int end = client.gotBytes();
            boolean more = client.shutdownOutput().answer().kind() != Kind.CLOSED && client.gotBytes() > end;
            return more ? moreThanAHead(client, end) : Verdict.PASSED;
        }
    }

    private static Verdict moreThanAHead(Conversation client, int end) {
        return Verdict.failed("A response to HEAD ends with its head; more came. The RFC says MUST NOT.")
                .with(client.evidence(Answer.broken(Kind.GARBLED, end, "here it should have ended")));
    }

    private static Verdict missing(Facts facts) throws IOException {
        Answer missing = facts.missing();
        String words = Facts.MISSING + " was " + missing.inWords() + ".";
        return missing.is(404)
                ? Verdict.PASSED
                : missing.isResponse() && missing.status() < 500 ? Verdict.differs(words) : Verdict.failed(words);
    }

    private static Verdict unknownMethod(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer answer = client.send(facts.target().request("BREW", "")).answer("BREW");
            String words = "A method that the server does not know should be refused with 501 or 405; it was "
                    + answer.inWords() + ".";
            return answer.is(501) || answer.is(405)
                    ? Verdict.PASSED
                    : (answer.isResponse() ? Verdict.differs(words) : Verdict.failed(words))
                            .with(client.evidence(answer));
        }
    }

    private static Verdict http10(Facts facts) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer answer = client.send(Target.latin1("GET " + facts.target().path() + " HTTP/1.0\r\n\r\n"))
                    .answer();
            Verdict verdict = Verdict.PASSED;
            if (!answer.is(200)) {
                verdict = Verdict.failed("A request in HTTP/1.0, which needs no Host, was " + answer.inWords() + ".");
            } else if (answer.fields().containsKey("transfer-encoding")) {
                verdict = Verdict.failed("A client of HTTP/1.0 does not know chunks. The RFC says MUST NOT.");
            } else if (client.answer().kind() != Kind.CLOSED) {
                verdict = Verdict.failed("A client of HTTP/1.0 waits for the end of the connection; it did not come.");
            }
            return verdict.with(client.evidence(answer));
        }
    }

    private static Verdict secondRequest(Facts facts) throws IOException {
        return twoRequests(facts, 0);
    }

    private static Verdict afterSilence(Facts facts) throws IOException {
        return twoRequests(facts, 500);
    }

    private static Verdict twoRequests(Facts facts, int pauseMillis) throws IOException {
        try (Conversation client = new Conversation(facts.target())) {
            Answer first = client.ask(facts.target());
            if (first.saysClose()) {
                return Verdict.differs("The server closes the connection after each response.");
            }
            Time.pause(pauseMillis);
            Answer second = client.ask(facts.target());
            return second.sameAs(facts.page())
                    ? Verdict.PASSED
                    : Verdict.failed("The second request of a connection is answered like the first; it was "
                                    + second.inWords() + ".")
                            .with(client.evidence(second));
        }
    }

    private static Verdict halfHoldsUpNobody(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        int half = request.length / 2;
        try (Conversation slow = new Conversation(facts.target())) {
            slow.send(java.util.Arrays.copyOf(request, half));
            Verdict others = facts.served("while another client has sent half a request");
            Answer answer = slow.send(java.util.Arrays.copyOfRange(request, half, request.length))
                    .answer();
            return !others.passed() || answer.is(200)
                    ? others
                    : Verdict.failed("The other half has come, too, and the request was " + answer.inWords() + ".")
                            .with(slow.evidence(half, "here the client paused"));
        }
    }

    private static Verdict inTurn(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        try (Crowd crowd = new Crowd(facts.target(), MANY)) {
            for (byte next : request) {
                crowd.sendAll(new byte[] {next});
            }
            return crowd.allAnswered(facts.page(), "Each client has sent a whole request, byte by byte in turn");
        }
    }

    private static Verdict brokenOff(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        List<Conversation> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Conversation client = new Conversation(facts.target());
            clients.add(client.send(java.util.Arrays.copyOf(request, request.length * i / MANY)));
        }
        clients.forEach(Conversation::reset);
        return facts.served("after " + MANY + " clients have reset their connections");
    }
}
