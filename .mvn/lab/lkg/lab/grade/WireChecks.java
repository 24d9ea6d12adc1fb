package lkg.lab.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lkg.lab.grade.Answer.Kind;

/** Each wire case as a check: whole, byte by byte, and with another request right behind it. */
final class WireChecks {

    private static final int MOST_MILLIS = 2_000;
    private static final int WAIT_FOR_NOTHING_MILLIS = 300;

    private WireChecks() {}

    /** The cases of the file, or of all others if the name begins with a minus sign. */
    static List<Check> of(Path projectRoot, String file, String path) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (WireCase found : WireCase.all(projectRoot)) {
            if (file.startsWith("-") != found.file().equals(file.replace("-", ""))) {
                WireCase wireCase = found.withPath(path);
                checks.add(Check.beside(
                        wireCase.file() + ": " + wireCase.name(),
                        wireCase.section(),
                        wireCase.bytes(),
                        facts -> ask(wireCase, facts)));
            }
        }
        return checks;
    }

    private static Verdict ask(WireCase wireCase, Facts facts) throws IOException {
        Target target =
                facts.target().withPatience(Math.min(MOST_MILLIS, facts.target().patienceMillis()));
        boolean aboutTheBody = WireRules.isAboutTheBody(wireCase) || wireCase.refusedStatus() == 413;
        if (aboutTheBody && !facts.bodiesAreRead()) {
            return Verdict.notAsked("This is about a body, and the server answers a POST to " + target.path()
                    + " before it has read one (" + facts.post().status() + ").");
        }
        if (wireCase.isIncomplete()) {
            return incomplete(wireCase, target);
        }
        Answer whole;
        Verdict verdict;
        try (Conversation client = new Conversation(target)) {
            whole = client.send(wireCase.bytes()).answer(wireCase.method());
            verdict = judged(wireCase, whole, client);
        }
        if (!verdict.failed()) {
            Verdict pieces = byteByByte(wireCase, whole, target);
            verdict = pieces.failed() || verdict.passed() ? pieces : verdict;
        }
        if (verdict.passed()) {
            verdict = withAnotherBehind(wireCase, target);
        }
        return verdict;
    }

    private static Verdict judged(WireCase wireCase, Answer answer, Conversation client) throws IOException {
        boolean refusal = wireCase.refusedStatus() != 0;
        Verdict verdict = refusal ? refused(wireCase, answer) : accepted(wireCase, answer);
        Evidence bytes = answer.at() >= 0
                ? client.evidence(answer)
                : client.evidence(
                        WireRules.decision(wireCase), refusal ? "here the server can tell" : "here the request ends");
        if (verdict.failed() || !answer.isResponse()) {
            return verdict.with(bytes);
        }
        Verdict end = end(wireCase, answer, client);
        return (end.failed() || verdict.passed() ? end : verdict).with(bytes);
    }

    private static Verdict refused(WireCase wireCase, Answer answer) {
        int status = wireCase.refusedStatus();
        boolean must = WireRules.mustRefuse(wireCase);
        String words = "This is to be refused with " + status + "; it was " + answer.inWords() + ".";
        if (answer.is(status)) {
            return Verdict.PASSED;
        }
        boolean mayWait =
                status == 413 || !wireCase.hasWholeHead() || WireRules.decision(wireCase) == wireCase.bytes().length;
        boolean waits = answer.kind() == Kind.SILENT && mayWait;
        boolean asInHttp09 = answer.kind() == Kind.GARBLED && !wireCase.text().contains("HTTP/");
        boolean refusedOtherwise = answer.isResponse() && !answer.isAccepted("GET");
        boolean tolerated =
                !must && (answer.isResponse() || answer.kind() == Kind.CLOSED || answer.kind() == Kind.RESET);
        return waits || asInHttp09 || refusedOtherwise || tolerated
                ? Verdict.differs(words)
                : Verdict.failed(words + (must ? " The RFC says MUST." : ""));
    }

    private static Verdict accepted(WireCase wireCase, Answer answer) {
        if (answer.isAccepted(wireCase.method())) {
            return Verdict.PASSED;
        }
        String words = "This request is well-formed and to be taken; it was " + answer.inWords() + ".";
        return answer.isResponse() && !WireRules.mustAccept(wireCase) ? Verdict.differs(words) : Verdict.failed(words);
    }

    /**
     * What comes behind the response: the end of the connection, or nothing until it is asked for; never a second one.
     */
    private static Verdict end(WireCase wireCase, Answer answer, Conversation client) throws IOException {
        boolean taken = answer.isAccepted(wireCase.refusedStatus() == 0 ? wireCase.method() : "GET");
        boolean mustClose = wireCase.refusedStatus() == 0
                ? wireCase.expects("connection close")
                : !taken || WireRules.mustCloseAfter(wireCase);
        if (!mustClose) {
            client.shutdownOutput();
        }
        Answer next = client.answer();
        if (next.isResponse() || next.kind() == Kind.UNFINISHED || next.kind() == Kind.GARBLED) {
            return Verdict.failed("These bytes are one request, and the server answers it twice (" + answer.status()
                    + ", then " + (next.isResponse() ? next.status() : "something else")
                    + "): what is behind the first answer was taken for another request.");
        }
        if (mustClose && next.kind() == Kind.SILENT) {
            boolean must = wireCase.refusedStatus() == 0 || WireRules.mustCloseAfter(wireCase);
            String words = "After this the server has to close the connection, and it does not.";
            return must ? Verdict.failed(words + " The RFC says MUST.") : Verdict.differs(words);
        }
        if (wireCase.expects("connection keep-alive") && answer.saysClose()) {
            return Verdict.differs("The connection could be used again; the server says that it closes.");
        }
        return Verdict.PASSED;
    }

    private static Verdict byteByByte(WireCase wireCase, Answer whole, Target target) throws IOException {
        try (Conversation client = new Conversation(target)) {
            Answer answer = client.sendEachByte(wireCase.bytes()).answer(wireCase.method());
            if (answer.kind() == whole.kind() && answer.status() == whole.status()) {
                return Verdict.PASSED;
            }
            boolean bothRefuse = !answer.isAccepted(wireCase.method()) && !whole.isAccepted(wireCase.method());
            boolean hangs = answer.kind() == Kind.SILENT && whole.kind() != Kind.SILENT;
            String words =
                    "Sent byte by byte, this was " + answer.inWords() + "; sent whole, it was " + whole.inWords() + ".";
            return (bothRefuse && !hangs ? Verdict.differs(words) : Verdict.failed(words))
                    .with(client.evidence(WireRules.decision(wireCase), "here it should have made no difference"));
        }
    }

    private static Verdict withAnotherBehind(WireCase wireCase, Target target) throws IOException {
        byte[] second = target.request("GET", "X-Second: 1\r\n");
        try (Conversation client = new Conversation(target)) {
            client.send(Target.joined(wireCase.bytes(), second));
            Answer first = client.answer(wireCase.method());
            Answer next = client.shutdownOutput().answer();
            Verdict verdict = Verdict.PASSED;
            if (wireCase.refusedStatus() != 0 || wireCase.expects("connection close")) {
                verdict = next.isResponse()
                        ? Verdict.failed("The connection ends with this request, and yet the"
                                + " request behind it was answered " + next.status() + ".")
                        : verdict;
            } else if (!next.is(200) && !first.saysClose()) {
                String words = "Another request comes right behind this one; it was " + next.inWords() + ".";
                verdict = next.kind() == Kind.CLOSED ? Verdict.differs(words) : Verdict.failed(words);
            }
            return verdict.with(client.evidence(wireCase.bytes().length, "here the second request begins"));
        }
    }

    private static Verdict incomplete(WireCase wireCase, Target target) throws IOException {
        try (Conversation client = new Conversation(target.withPatience(WAIT_FOR_NOTHING_MILLIS))) {
            Answer early = client.send(wireCase.bytes()).answer();
            String words = "This is not the whole request, so the server has to wait for more; it was ";
            if (early.kind() != Kind.SILENT) {
                return Verdict.failed(words + early.inWords() + ".")
                        .with(client.evidence(wireCase.bytes().length, "here more is to come"));
            }
            Answer late =
                    client.patience(target.patienceMillis()).shutdownOutput().answer();
            if (!late.isResponse() || late.status() >= 400) {
                return Verdict.PASSED;
            }
            String left = "The client has left half-way through its request, and yet this was " + late.inWords() + ".";
            return (WireRules.isCompleteAtTheEnd(wireCase) ? Verdict.differs(left) : Verdict.failed(left))
                    .with(client.evidence(wireCase.bytes().length, "here the client stopped"));
        }
    }
}
