package lkg.server.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lkg.reactor.Acceptor;
import lkg.reactor.Await;
import lkg.reactor.EventHandler;
import lkg.reactor.LoopObserver;
import lkg.server.ConnectionState;
import lkg.server.ConnectionStatus.Counts;
import lkg.server.connection.Description;
import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/**
 * Tells a trace what one event loop does. What it says of a connection it asks the connection itself, on the thread that
 * owns it; what it says of the timers it reads from the loop's queue.
 */
final class LoopTrace implements LoopObserver {

    private static final int MAX_WAITS = 64;

    private final EventRing ring;
    private final Tracks tracks;
    private final Map<Timer, Long> connections = new HashMap<>();
    private final Map<Await, Awaited> waits = new HashMap<>();
    private String loop = "";
    private TimerQueue timers = new TimerQueue();
    private Heap heap = new Heap();
    private long turn;
    private long beganNanos;

    LoopTrace(EventRing ring, Tracks tracks) {
        this.ring = ring;
        this.tracks = tracks;
    }

    @Override
    public void onStart(String name, TimerQueue queue) {
        loop = name;
        timers = queue;
        beganNanos = System.nanoTime();
    }

    @Override
    public void onWait(long nanos) {
        long turnNanos = System.nanoTime() - beganNanos;
        tellKeysThatWerePutRight();
        Object wait = nanos == TimerQueue.NONE ? null : nanos;
        ring.add(
                Kind.WAITS,
                () -> Fields.of("loop", loop)
                        .put("phase", "waiting")
                        .put("waitNs", wait)
                        .put("turnNs", turn == 0 ? null : turnNanos)
                        .put("timers", timers.size())
                        .put("heap", heap)
                        .put("open", tracks.open())
                        .put("full", tracks.isFull()));
    }

    @Override
    public void onTurn() {
        beganNanos = System.nanoTime();
        turn++;
        ring.add(Kind.TURN, Fields.of("loop", loop).put("phase", "dispatching").put("turn", turn));
    }

    @Override
    public void onTaskQueued() {
        ring.add(Kind.HANDEDIN, Fields.of("loop", loop));
    }

    @Override
    public void onWakeUp() {
        ring.add(Kind.WAKEUP, Fields.of("loop", loop));
    }

    @Override
    public void onTask() {
        ring.add(Kind.TASK, Fields.of("loop", loop).put("phase", "tasks"));
    }

    @Override
    public void onWoken(EventHandler handler) {
        Track track = tracks.of(handler);
        track.woken = true;
        ring.add(Kind.WOKEN, Fields.of("c", track.number).put("loop", loop));
    }

    @Override
    public void onTaken(EventHandler handler) {
        Track track = tracks.of(handler);
        ring.add(
                Kind.TAKEN,
                Fields.of("c", track.number)
                        .put("loop", loop)
                        .put("phase", "dispatching")
                        .put("owner", "handler")
                        .put("why", track.woken ? "woken" : "ready"));
        track.woken = false;
        track.isAtWork = true;
    }

    @Override
    public void onDue(EventHandler handler) {
        tellKeysThatWerePutRight();
        Track track = tracks.of(handler);
        Fields fields = Fields.of("c", track.number)
                .put("loop", loop)
                .put("phase", "timers")
                .put("isAtWork", track.isAtWork)
                .put("timers", timers.size())
                .put("heap", heap);
        // The deadline of a connection that is at work is void: its handler goes on.
        ring.add(Kind.DUE, track.isAtWork ? fields : fields.put("owner", "handler"));
    }

    @Override
    public void onArmed(EventHandler handler, Await waitsFor, Timer deadline) {
        Track track = tracks.of(handler);
        track.isAtWork = false;
        connections.put(deadline, track.number);
        heap = look();
        Awaited awaited = inWords(waitsFor);
        Object until = deadline.isPending() ? ring.since(deadline.deadlineNanos()) : null;
        if (handler instanceof Acceptor acceptor) {
            tracks.listener(acceptor, awaited.isForWakeUp());
            ring.add(
                    Kind.LISTENING,
                    () -> Fields.of("c", 0)
                            .put("loop", loop)
                            .put("open", acceptor.open())
                            .put("full", awaited.isForWakeUp())
                            .put("owner", "loop")
                            .put("interest", awaited.interest())
                            .put("awaits", awaited.text())
                            .put("deadline", until));
            return;
        }
        ConnectionState state = Description.state(handler);
        Optional<Counts> counts = Description.counts(handler);
        ring.add(
                Kind.ARMED,
                Fields.of("c", track.number)
                        .put("loop", loop)
                        .put("owner", "loop")
                        .put("state", state)
                        .put("interest", awaited.interest())
                        .put("awaits", awaited.text())
                        .put("deadline", until)
                        .put("in", counts.map(Counts::receivedBytes).orElse(track.received))
                        .put("out", counts.map(Counts::sentBytes).orElse(track.sent))
                        .put("requests", counts.map(Counts::requests).orElse(track.requests))
                        .put("timers", timers.size())
                        .put("heap", heap));
        counts.ifPresent(done -> track.requests = done.requests());
    }

    @Override
    public void onClosed(EventHandler handler, Timer deadline) {
        connections.remove(deadline);
        heap = look();
        ring.add(
                Kind.CLOSED,
                Fields.of("c", tracks.of(handler).number)
                        .put("loop", loop)
                        .put("owner", "nobody")
                        .put("state", "CLOSED")
                        .put("interest", "none")
                        .put("awaits", "closed")
                        .put("deadline", null)
                        .put("timers", timers.size())
                        .put("heap", heap));
    }

    /** The queue says nothing when it puts a key right: what has changed since the last look tells. */
    private void tellKeysThatWerePutRight() {
        Heap before = heap;
        heap = look();
        if (heap.equals(before)) {
            return;
        }
        for (int i = 0; i < heap.numbers().length; i += Heap.NUMBERS) {
            long connection = heap.numbers()[i];
            long key = heap.numbers()[i + 1];
            before.keyOf(connection)
                    .filter(old -> old != key)
                    .ifPresent(old -> ring.add(
                            Kind.PUTRIGHT,
                            Fields.of("c", connection)
                                    .put("loop", loop)
                                    .put("from", old)
                                    .put("to", key)
                                    .put("heap", heap)));
        }
    }

    /** A hand-over is not kept, since it holds a handler. Nearly all others are constants, but not the rest of a time. */
    private Awaited inWords(Await await) {
        if (await.successor().isPresent()) {
            return Awaited.of(await);
        }
        if (waits.size() == MAX_WAITS) {
            waits.clear();
        }
        return waits.computeIfAbsent(await, Awaited::of);
    }

    private Heap look() {
        List<TimerQueue.Node> nodes = timers.nodes(Heap.MAX_NODES);
        long[] numbers = new long[nodes.size() * Heap.NUMBERS];
        int i = 0;
        for (TimerQueue.Node node : nodes) {
            numbers[i++] = connections.getOrDefault(node.timer(), 0L);
            numbers[i++] = ring.since(node.keyNanos());
            numbers[i++] = ring.since(node.deadlineNanos());
        }
        return new Heap(numbers);
    }
}
