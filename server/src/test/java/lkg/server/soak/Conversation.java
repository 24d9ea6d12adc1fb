package lkg.server.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One well-behaved client's requests, over a connection that is kept as long as the server keeps it. Enters what became
 * of each request into the ledger. One thread at a time.
 */
final class Conversation implements AutoCloseable {

    /** After less than this the server has no reason to close a kept connection, unless it must make room or stop. */
    private static final long SHORT_IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private interface Sending {
        void send(KeptConnection connection, byte[] bytes) throws IOException;
    }

    private final Target target;
    private final Ledger ledger;
    private Optional<KeptConnection> kept = Optional.empty();
    private long lastAnswerNanos;

    Conversation(Target target, Ledger ledger) {
        this.target = target;
        this.ledger = ledger;
    }

    /** Sends the requests in one write, and waits for the answers. */
    void ask(List<Request> requests) {
        ledger.asked(requests.size());
        exchange(new ArrayDeque<>(requests), KeptConnection::send);
    }

    /** Asks over a connection of its own, whose sending side it closes behind the request. */
    void askLast(Request request) {
        close();
        ledger.asked(1);
        exchange(new ArrayDeque<>(List.of(request)), KeptConnection::sendLast);
        close();
    }

    /** Goes on until each request has its outcome: what was sent in vain is sent again over a new connection. */
    private void exchange(Queue<Request> waiting, Sending sending) {
        while (!waiting.isEmpty()) {
            Set<Fault> faults = EnumSet.of(target.fault());
            boolean isKept = kept.isPresent();
            long sentNanos = System.nanoTime();
            int count = waiting.size();
            try {
                KeptConnection connection = isKept ? kept.get() : new KeptConnection(target.port());
                kept = Optional.of(connection);
                sending.send(connection, bytes(waiting));
                receive(connection, waiting, sentNanos);
            } catch (ConnectException e) {
                faults.add(target.fault());
                refuseAtConnect(waiting, faults, e);
            } catch (KeptConnection.NoAnswerException e) {
                close();
                faults.add(target.fault());
                boolean mayBeIdle = faults.contains(Fault.HORDE) || faults.contains(Fault.RESTART);
                boolean wasIdle = mayBeIdle || sentNanos - lastAnswerNanos > SHORT_IDLE_NANOS;
                if (isKept && wasIdle && waiting.size() == count) {
                    ledger.foundConnectionClosed(count);
                } else {
                    loseAll(waiting, e);
                }
            } catch (IOException e) {
                close();
                loseAll(waiting, e);
            }
        }
    }

    /** Ends early if an answer announces that it is the last. */
    private void receive(KeptConnection connection, Queue<Request> waiting, long sentNanos) throws IOException {
        while (!waiting.isEmpty()) {
            KeptConnection.Answer answer = connection.read();
            lastAnswerNanos = System.nanoTime();
            judge(waiting.remove(), answer, lastAnswerNanos - sentNanos);
            if (answer.closes()) {
                ledger.sentBeyondLastAnswer(waiting.size());
                close();
                return;
            }
        }
    }

    private void judge(Request request, KeptConnection.Answer answer, long waitedNanos) {
        boolean lacksDescriptor = answer.status() == 500 && target.fault() == Fault.NO_DESCRIPTORS;
        if (request.isRight().test(answer)) {
            ledger.answered(waitedNanos);
        } else if (answer.status() == 503 || lacksDescriptor) {
            ledger.refused();
        } else {
            lose(request, "answered " + answer.status() + " with " + answer.body().length + " bytes");
        }
    }

    private void refuseAtConnect(Queue<Request> waiting, Set<Fault> faults, ConnectException e) {
        if (faults.contains(Fault.RESTART)) {
            ledger.refusedAtConnect(waiting.size());
            waiting.clear();
            target.awaitRestarted();
        } else {
            loseAll(waiting, e);
        }
    }

    private void loseAll(Queue<Request> waiting, IOException cause) {
        waiting.forEach(request -> lose(request, cause.toString()));
        waiting.clear();
    }

    private void lose(Request request, String why) {
        ledger.lost(target.fault() + ": " + request.name() + ": " + why);
    }

    private static byte[] bytes(Collection<Request> requests) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        requests.forEach(request -> all.writeBytes(request.bytes()));
        return all.toByteArray();
    }

    /** The next request opens a new connection. */
    @Override
    public void close() {
        kept.ifPresent(KeptConnection::close);
        kept = Optional.empty();
    }
}
