package lkg.lab.grade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lkg.lab.grade.Answer.Kind;

/** Chapter 6: responses that do not fit at once, and requests that come before them. */
final class WriteChecks {

    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int SLOW_BYTES = 4 * 1024 * 1024;
    private static final int MOST_REQUESTS = 200;
    private static final int DEAF_CLIENTS = 50;

    private WriteChecks() {}

    static List<Check> writing() {
        return List.of(
                Check.alone(
                        "three requests in one segment are answered in order", "RFC 9112 §9.3.2", WriteChecks::inOrder),
                Check.alone("a request whose beginning came with the one before", "D18", WriteChecks::oneAndAHalf),
                Check.alone(
                        "a refusal comes after the answers before it",
                        "RFC 9112 §9.3.2",
                        WriteChecks::refusalComesLast),
                Check.alone("a slow reader gets each byte", "D15, D19", WriteChecks::slowReader),
                Check.alone(DEAF_CLIENTS + " clients that do not read hold up nobody", "D17", WriteChecks::deaf));
    }

    /** GET, HEAD, a missing page: three answers that cannot be taken for each other. */
    private static Verdict inOrder(Facts facts) throws IOException {
        Target target = facts.target();
        try (Conversation client = new Conversation(target)) {
            client.send(Target.joined(
                    Target.joined(target.get(), target.request("HEAD", "")),
                    Target.joined(facts.otherRequest(), target.get())));
            List<String> methods = List.of("GET", "HEAD", "GET", "GET");
            List<Answer> expected = List.of(facts.page(), facts.page(), facts.otherAnswer(), facts.page());
            for (int i = 0; i < methods.size(); i++) {
                Answer answer = client.answer(methods.get(i));
                boolean right = methods.get(i).equals("HEAD")
                        ? answer.is(expected.get(i).status())
                        : answer.sameAs(expected.get(i));
                if (!right) {
                    return Verdict.failed("GET, HEAD, a missing page and GET again were sent at once. Answer "
                                    + (i + 1) + " is to be " + expected.get(i).status() + " with "
                                    + expected.get(i).length()
                                    + " bytes; it was " + answer.inWords() + " (" + answer.length() + " bytes).")
                            .with(client.evidence(answer));
                }
                if (answer.saysClose()) {
                    return i == methods.size() - 1
                            ? Verdict.PASSED
                            : Verdict.differs("The server closes after answer " + (i + 1) + ", and says so.");
                }
            }
            return Verdict.PASSED;
        }
    }

    private static Verdict oneAndAHalf(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        int half = request.length / 2;
        try (Conversation client = new Conversation(facts.target())) {
            client.send(Target.joined(request, java.util.Arrays.copyOf(request, half)));
            Answer first = client.answer();
            if (first.saysClose()) {
                return Verdict.differs("The server closes after the first request.");
            }
            Answer second = client.send(java.util.Arrays.copyOfRange(request, half, request.length))
                    .answer();
            return first.sameAs(facts.page()) && second.sameAs(facts.page())
                    ? Verdict.PASSED
                    : Verdict.failed("Of two requests, the second came in two parts, one of them with the first"
                                    + " request. The first was " + first.inWords() + ", the second " + second.inWords()
                                    + ".")
                            .with(client.evidence(
                                    request.length + half, "here the client waited for the first answer"));
        }
    }

    private static Verdict refusalComesLast(Facts facts) throws IOException {
        byte[] good = facts.target().request("HEAD", "");
        try (Conversation client = new Conversation(facts.target())) {
            client.send(Target.joined(good, Target.latin1("nonsense\r\n\r\n")));
            Answer first = client.answer("HEAD");
            return first.is(200)
                    ? Verdict.PASSED
                    : Verdict.failed("HEAD and then nonsense were sent at once. HEAD is to be answered first;"
                                    + " it was " + first.inWords() + ".")
                            .with(client.evidence(good.length, "here the nonsense begins"));
        }
    }

    private static int requests(Facts facts, long bytes) {
        return (int) Math.max(
                1, Math.min(MOST_REQUESTS, bytes / Math.max(1, facts.page().length())));
    }

    private static Verdict slowReader(Facts facts) throws IOException {
        int requests = requests(facts, SLOW_BYTES);
        try (Conversation client = new Conversation(facts.target(), SMALL_BUFFER)) {
            for (int i = 0; i < requests; i++) {
                client.send(facts.target().get());
            }
            Time.pause(500);
            for (int i = 0; i < requests; i++) {
                Answer answer = client.answer();
                if (!answer.sameAs(facts.page())) {
                    boolean early = answer.kind() == Kind.CLOSED && i > 0;
                    String words = "The client has sent " + requests + " requests, and read nothing for half a second."
                            + " Response " + (i + 1) + " is to have "
                            + facts.page().length() + " bytes; it was "
                            + answer.inWords() + " (" + answer.length() + " bytes).";
                    return (early ? Verdict.differs(words) : Verdict.failed(words)).with(client.evidence(answer));
                }
                if (answer.saysClose()) {
                    return Verdict.PASSED;
                }
            }
            return Verdict.PASSED;
        }
    }

    private static Verdict deaf(Facts facts) throws IOException {
        byte[] request = facts.target().get();
        List<DeafClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < DEAF_CLIENTS; i++) {
                clients.add(new DeafClient(facts.target()));
            }
            for (int round = 0; round < requests(facts, 2 * SLOW_BYTES); round++) {
                for (DeafClient client : clients) {
                    client.offer(request);
                }
            }
            return facts.served("beside " + DEAF_CLIENTS + " clients that send requests and do not read the responses");
        } finally {
            clients.forEach(DeafClient::close);
        }
    }
}
