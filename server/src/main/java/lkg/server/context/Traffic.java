package lkg.server.context;

import java.util.concurrent.atomic.LongAdder;

/** How many bytes all connections have received and sent. Thread-safe. */
public final class Traffic {

    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    public void receive(long bytes) {
        received.add(bytes);
    }

    public void send(long bytes) {
        sent.add(bytes);
    }

    public long receivedBytes() {
        return received.sum();
    }

    public long sentBytes() {
        return sent.sum();
    }
}
