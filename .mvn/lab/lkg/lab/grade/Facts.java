package lkg.lab.grade;

import java.io.IOException;

/**
 * What the checks have to know of a server, asked once at the start.
 *
 * @param page the answer to a GET of the page
 * @param missing the answer to a GET of a page that there should not be
 * @param post the answer to a POST to the page
 * @param bodiesAreRead false if the server answers a POST before its body has come: then nobody can tell what it makes
 *     of a body
 */
record Facts(Target target, Answer page, Answer missing, Answer post, boolean bodiesAreRead) {

    static final String MISSING = "/no-such-page-4f1d";
    private static final int SOON_MILLIS = 500;

    static Facts of(Target target) throws IOException {
        Answer page;
        try (Conversation client = new Conversation(target)) {
            page = client.ask(target);
        }
        if (!page.is(200)) {
            return new Facts(target, page, page, page, false);
        }
        Answer missing;
        try (Conversation client = new Conversation(target)) {
            missing = client.send(missingPage(target)).answer();
        }
        try (Conversation client = new Conversation(target.withPatience(SOON_MILLIS))) {
            Answer early =
                    client.send(target.request("POST", "Content-Length: 5\r\n")).answer("POST");
            client.patience(target.patienceMillis());
            boolean waits = early.kind() == Answer.Kind.SILENT;
            Answer post = waits ? client.send(Target.latin1("hello")).answer("POST") : early;
            return new Facts(target, page, missing, post, waits && post.isAccepted("POST"));
        }
    }

    /** A request whose answer cannot be taken for that of the page, if there is one. */
    byte[] otherRequest() {
        return missing.isResponse() ? missingPage(target) : target.get();
    }

    Answer otherAnswer() {
        return missing.isResponse() ? missing : page;
    }

    private static byte[] missingPage(Target target) {
        return Target.latin1("GET " + MISSING + " HTTP/1.1\r\nHost: " + target.host() + "\r\n\r\n");
    }

    /** Whether somebody who comes now is served: the page, as at the start. */
    Verdict served(String when) throws IOException {
        try (Conversation client = new Conversation(target)) {
            Answer answer = client.ask(target);
            return answer.is(200)
                    ? Verdict.PASSED
                    : Verdict.failed("The page is to be answered 200 " + when + "; it was " + answer.inWords() + ".")
                            .with(client.evidence(answer));
        }
    }
}
