package lkg.lab.grade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many connections at once. */
final class Crowd implements AutoCloseable {

    private final List<Conversation> clients = new ArrayList<>();

    Crowd(Target target, int count) throws IOException {
        grow(target, count);
    }

    /** Opens more connections, up to that many. */
    void grow(Target target, int count) throws IOException {
        try {
            while (clients.size() < count) {
                clients.add(new Conversation(target));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void sendAll(byte[] bytes) {
        clients.forEach(client -> client.send(bytes));
    }

    List<Conversation> clients() {
        return clients;
    }

    Verdict allAnswered(Answer expected, String when) {
        int i = 0;
        for (Conversation client : clients) {
            i++;
            Answer answer = client.answer();
            if (!answer.sameAs(expected)) {
                return Verdict.failed(
                                when + "; client " + i + " of " + clients.size() + " was " + answer.inWords() + ".")
                        .with(client.evidence(answer));
            }
        }
        return Verdict.PASSED;
    }

    @Override
    public void close() {
        clients.forEach(Conversation::close);
    }
}
