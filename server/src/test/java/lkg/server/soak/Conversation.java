package lkg.server.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import lkg.server.Client;

/**
 * One well-behaved client's requests, over a connection that is kept as long as the server keeps it. Enters what became
 * of each request into the ledger. One thread at a time.
 */
final class Conversation implements AutoCloseable {

    /** After less than this the server has no reason to close a kept connection, unless it must make room or stop. */
    private static final long SHORT_IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Far more than any pause of the server, any fault and any queue of its own takes together. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** The connection was closed or reset before the first byte of an answer. */
    private static final class NoAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        NoAnswerException(String reason) {
            super(reason);
        }
    }

    /** What a client does behind its requests. */
    private interface Farewell {
        void of(Client client) throws IOException;
    }

    private final Target target;
    private final Ledger ledger;
    private Optional<Client> kept = Optional.empty();
    private long lastAnswerNanos;

    Conversation(Target target, Ledger ledger) {
        this.target = target;
        this.ledger = ledger;
    }

    /** Sends the requests in one write, and waits for the answers. */
    void ask(List<Request> requests) {
        ledger.asked(requests.size());
        exchange(new ArrayDeque<>(requests), client -> {});
    }

    /** Asks over a connection of its own, whose sending side it closes behind the request. */
    void askLast(Request request) {
        close();
        ledger.asked(1);
        exchange(new ArrayDeque<>(List.of(request)), Client::shutdownOutput);
        close();
    }

    /** Goes on until each request has its outcome: what was sent in vain is sent again over a new connection. */
    private void exchange(Queue<Request> waiting, Farewell farewell) {
        while (!waiting.isEmpty()) {
            Set<Fault> faults = EnumSet.of(target.fault());
            boolean isKept = kept.isPresent();
            long sentNanos = System.nanoTime();
            int count = waiting.size();
            try {
                Client client = isKept ? kept.get() : new Client(target.port()).waitingFor(LONGEST_WAIT);
                kept = Optional.of(client);
                send(client, bytes(waiting));
                farewell.of(client);
                receive(client, waiting, sentNanos);
            } catch (ConnectException e) {
                faults.add(target.fault());
                refuseAtConnect(waiting, faults, e);
            } catch (NoAnswerException e) {
                close();
                faults.add(target.fault());
                boolean mayBeIdle = faults.contains(Fault.HORDE) || faults.contains(Fault.RESTART);
                boolean wasIdle = mayBeIdle || sentNanos - lastAnswerNanos > SHORT_IDLE_NANOS;
                if (isKept && wasIdle && waiting.size() == count) {
                    ledger.foundConnectionClosed(count);
                } else {
                    loseAll(waiting, e);
                }
            } catch (IOException | AssertionError e) {
                close();
                loseAll(waiting, e);
            }
        }
    }

    /** The server may have refused the request and closed before it had all of it: its answer tells. */
    private static void send(Client client, byte[] bytes) {
        try {
            client.sendBytes(bytes);
        } catch (IOException e) {
            // Reading will fail, too, if there is no answer.
        }
    }

    /** Ends early if an answer announces that it is the last. */
    private void receive(Client client, Queue<Request> waiting, long sentNanos) throws IOException {
        while (!waiting.isEmpty()) {
            awaitAnswer(client);
            Client.Response answer = client.response();
            lastAnswerNanos = System.nanoTime();
            judge(waiting.remove(), answer, lastAnswerNanos - sentNanos);
            if (answer.header("Connection").filter("close"::equals).isPresent()) {
                ledger.sentBeyondLastAnswer(waiting.size());
                close();
                return;
            }
        }
    }

    private static void awaitAnswer(Client client) throws IOException {
        try {
            if (client.isClosedByServer()) {
                throw new NoAnswerException("closed");
            }
        } catch (SocketException e) {
            throw new NoAnswerException(e.getMessage());
        }
    }

    private void judge(Request request, Client.Response answer, long waitedNanos) {
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

    private void loseAll(Queue<Request> waiting, Throwable cause) {
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
        kept.ifPresent(client -> {
            try {
                client.close();
            } catch (IOException e) {
                // It counts as closed all the same.
            }
        });
        kept = Optional.empty();
    }
}
