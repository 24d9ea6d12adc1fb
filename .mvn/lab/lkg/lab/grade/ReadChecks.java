package lkg.lab.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lkg.lab.grade.Answer.Kind;

/** Chapter 5: requests in pieces, and bytes that are none. */
final class ReadChecks {

    private static final int PAUSE_MILLIS = 100;
    private static final int ENDLESS_BYTES = 4 * 1024 * 1024;

    private ReadChecks() {}

    static List<Check> reading(Path projectRoot, Target target) throws IOException {
        List<Check> checks = new ArrayList<>();
        byte[] get = target.request("GET", "X: y\r\n");
        byte[] chunks = Target.joined(
                target.request("POST", "Transfer-Encoding: chunked\r\n"), Target.latin1("5\r\nhello\r\n0\r\n\r\n"));
        checks.add(
                Check.alone("a request that is split, at each place", "D10", get, facts -> split(facts, get, "GET")));
        checks.add(Check.alone(
                "a request with chunks that is split, at each place",
                "D10",
                chunks,
                facts -> split(facts, chunks, "POST")));
        checks.add(Check.alone("100-continue", "RFC 9110 §10.1.1", ReadChecks::expectContinue));
        checks.add(endless("a request line without end", "RFC 9112 §3", "GET /", "x"));
        checks.add(endless("a field without end", "RFC 6585 §5", "GET / HTTP/1.1\r\nHost: a\r\nX: ", "x"));
        checks.add(endless("fields without end", "RFC 6585 §5", "GET / HTTP/1.1\r\nHost: a\r\n", "X: y\r\n"));
        checks.addAll(WireChecks.of(projectRoot, "-connection.http", target.path()));
        return checks;
    }

    /** All splits side by side: each first part, a pause in which the server reads, each second part. */
    private static Verdict split(Facts facts, byte[] request, String method) throws IOException {
        Target target = facts.target();
        Answer whole;
        try (Conversation client = new Conversation(target)) {
            whole = client.send(request).answer(method);
        }
        try (Crowd crowd = new Crowd(target, request.length - 1)) {
            List<Conversation> clients = crowd.clients();
            for (int at = 1; at < request.length; at++) {
                clients.get(at - 1).send(Arrays.copyOf(request, at));
            }
            Time.pause(PAUSE_MILLIS);
            for (int at = 1; at < request.length; at++) {
                clients.get(at - 1).send(Arrays.copyOfRange(request, at, request.length));
            }
            for (int at = 1; at < request.length; at++) {
                Answer answer = clients.get(at - 1).answer(method);
                if (answer.kind() != whole.kind() || answer.status() != whole.status()) {
                    return Verdict.failed("Sent in two parts, with " + PAUSE_MILLIS + " ms between them, this was "
                                    + answer.inWords() + "; sent whole, it was " + whole.inWords() + ".")
                            .with(clients.get(at - 1).evidence(at, "here the second part begins"));
                }
            }
            return Verdict.PASSED;
        }
    }

    private static Verdict expectContinue(Facts facts) throws IOException {
        byte[] head = facts.target().request("POST", "Content-Length: 5\r\nExpect: 100-continue\r\n");
        try (Conversation client = new Conversation(facts.target())) {
            Answer first = client.send(head).head();
            if (first.isAccepted("POST") || first.is(417)) {
                return Verdict.PASSED;
            }
            if (!first.is(100)) {
                return Verdict.failed("The client waits for 100 (Continue), or for a final answer, before it sends its"
                                + " body; it was " + first.inWords() + ". The RFC says MUST.")
                        .with(client.evidence(first));
            }
            Answer last = client.send(Target.latin1("hello")).answer("POST");
            return last.isAccepted("POST")
                    ? Verdict.PASSED
                    : Verdict.failed("100 (Continue) came after some time, the body was sent, and then it was "
                                    + last.inWords() + ".")
                            .with(client.evidence(last));
        }
    }

    private static Check endless(String name, String section, String beginning, String again) {
        byte[] piece = Target.latin1(again.repeat(8 * 1024));
        return Check.alone(name, section, Target.latin1(beginning + again + again), facts -> {
            Target target = facts.target();
            try (Conversation client = new Conversation(target)) {
                client.send(Target.latin1(beginning));
                for (int sent = 0; sent < ENDLESS_BYTES && !client.sendingFailed(); sent += piece.length) {
                    client.send(piece);
                }
                Answer answer = client.answer();
                return answer.isResponse() && !answer.isAccepted("GET")
                                || answer.kind() == Kind.CLOSED
                                || answer.kind() == Kind.RESET
                        ? Verdict.PASSED
                        : Verdict.failed("This goes on without end. A server has to refuse it at some size (414, 431 or"
                                        + " 400), or to close; after " + ENDLESS_BYTES / 1024 / 1024 + " MiB it was "
                                        + answer.inWords() + ".")
                                .with(client.evidence(beginning.length(), "here it begins to go on"));
            }
        });
    }
}
