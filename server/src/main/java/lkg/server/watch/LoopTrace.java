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
                "loop",
                loop,
                "phase",
                "waiting",
                "waitNs",
                wait,
                "turnNs",
                turnNanos,
                "timers",
                timers.size(),
                "heap",
                heap,
                "open",
                tracks.open());
    }

    @Override
    public void onTurn() {
        beganNanos = System.nanoTime();
        turn++;
        ring.add(Kind.TURN, "loop", loop, "phase", "dispatching", "turn", turn);
    }

    @Override
    public void onTaskQueued() {
        ring.add(Kind.HANDEDIN, "loop", loop);
    }

    @Override
    public void onWakeUp() {
        ring.add(Kind.WAKEUP, "loop", loop);
    }

    @Override
    public void onTask() {
        ring.add(Kind.TASK, "loop", loop, "phase", "tasks");
    }

    @Override
    public void onWoken(EventHandler handler) {
        Track track = tracks.of(handler);
        track.woken = true;
        ring.add(Kind.WOKEN, "c", track.number, "loop", loop);
    }

    @Override
    public void onTaken(EventHandler handler) {
        Track track = tracks.of(handler);
        ring.add(
                Kind.TAKEN,
                "c",
                track.number,
                "loop",
                loop,
                "phase",
                "dispatching",
                "owner",
                "handler",
                "why",
                track.woken ? "woken" : "ready");
        track.woken = false;
    }

    @Override
    public void onDue(EventHandler handler) {
        tellKeysThatWerePutRight();
        ring.add(
                Kind.DUE,
                "c",
                tracks.of(handler).number,
                "loop",
                loop,
                "phase",
                "timers",
                "timers",
                timers.size(),
                "heap",
                heap);
    }

    @Override
    public void onArmed(EventHandler handler, Await waitsFor, Timer deadline) {
        Track track = tracks.of(handler);
        connections.put(deadline, track.number);
        heap = look();
        Awaited awaited = waits.computeIfAbsent(waitsFor, Awaited::of);
        Object until = deadline.isPending() ? ring.since(deadline.deadlineNanos()) : null;
        if (handler instanceof Acceptor acceptor) {
            tracks.listener(acceptor);
            ring.add(
                    Kind.LISTENING,
                    "c",
                    0,
                    "loop",
                    loop,
                    "open",
                    acceptor.open(),
                    "full",
                    awaited.isForWakeUp(),
                    "owner",
                    "loop",
                    "interest",
                    awaited.interest(),
                    "awaits",
                    awaited.text(),
                    "deadline",
                    until);
            return;
        }
        ConnectionState state = Description.state(handler);
        Optional<Counts> counts = Description.counts(handler);
        ring.add(
                Kind.ARMED,
                "c",
                track.number,
                "loop",
                loop,
                "owner",
                "loop",
                "state",
                state,
                "interest",
                awaited.interest(),
                "awaits",
                awaited.text(),
                "deadline",
                until,
                "in",
                counts.map(Counts::receivedBytes).orElse(track.received),
                "out",
                counts.map(Counts::sentBytes).orElse(track.sent),
                "requests",
                counts.map(Counts::requests).orElse(track.requests),
                "timers",
                timers.size(),
                "heap",
                heap);
        counts.ifPresent(done -> track.requests = done.requests());
    }

    @Override
    public void onClosed(EventHandler handler, Timer deadline) {
        connections.remove(deadline);
        heap = look();
        ring.add(
                Kind.CLOSED,
                "c",
                tracks.of(handler).number,
                "loop",
                loop,
                "owner",
                "nobody",
                "state",
                "CLOSED",
                "interest",
                "none",
                "awaits",
                "closed",
                "deadline",
                null,
                "timers",
                timers.size(),
                "heap",
                heap);
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
                            Kind.PUTRIGHT, "c", connection, "loop", loop, "from", old, "to", key, "heap", heap));
        }
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
