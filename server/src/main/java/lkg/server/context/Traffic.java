package lkg.server.context;

import java.util.concurrent.atomic.LongAdder;
import lkg.http.Client;
import lkg.server.Steps;

/** How many bytes all connections have received and sent. Each read and write is counted here. Thread-safe. */
public final class Traffic {

    private final Steps steps;
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    public Traffic(Steps steps) {
        this.steps = steps;
    }

    /** A read has returned {@code bytes}: -1 is the end of what the client sends. */
    void receive(Client client, int bytes) {
        if (bytes > 0) {
            received.add(bytes);
        }
        steps.onReceived(client, bytes);
    }

    /** {@code bytes} have been sent in {@code writes} calls, and there is more to send now if {@code left}. */
    public void send(Client client, long bytes, int writes, boolean left) {
        sent.add(bytes);
        if (bytes > 0 || left) {
            steps.onSent(client, bytes, writes, left);
        }
    }

    public long receivedBytes() {
        return received.sum();
    }

    public long sentBytes() {
        return sent.sum();
    }
}
