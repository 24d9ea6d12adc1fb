package lkg.server.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** All hostile clients. Two threads carry out their steps, each when it is due. */
final class Crowd implements AutoCloseable {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger guests = new AtomicInteger();
    private final Target target;
    private final Ledger ledger;

    Crowd(Target target, Ledger ledger) {
        this.target = target;
        this.ledger = ledger;
    }

    /** Adds a place that always has a client of this kind: one that leaves is followed by another one. */
    void settle(Function<Random, Nuisance> kind, Random random) {
        Duration pause = Duration.ofMillis(random.nextInt(500));
        after(pause, () -> begin(kind.apply(random), () -> settle(kind, random)));
    }

    /** Adds {@code count} clients at once. Nobody follows them. */
    void invite(int count, Supplier<Nuisance> guest) {
        guests.addAndGet(count);
        for (int i = 0; i < count; i++) {
            after(Duration.ZERO, () -> begin(guest.get(), guests::decrementAndGet));
        }
    }

    /** How many of the invited clients have not left. */
    int guests() {
        return guests.get();
    }

    /** Returns after {@code time}, for a fault that is to last that long. */
    void goOnFor(Duration time) throws Exception {
        clock.schedule(() -> {}, time.toMillis(), TimeUnit.MILLISECONDS).get();
    }

    private void begin(Nuisance client, Runnable onLeft) {
        try {
            Wire wire = new Wire(target.port());
            wires.add(wire);
            step(client, wire, onLeft);
        } catch (IOException e) {
            onLeft.run();
        }
    }

    private void step(Nuisance client, Wire wire, Runnable onLeft) {
        Optional<Duration> pause;
        try {
            pause = wire.isConnected() ? client.step(wire) : Optional.of(BETWEEN_TRIES);
        } catch (IOException e) {
            pause = Nuisance.LEAVES;
        }
        if (pause.isPresent()) {
            after(pause.get(), () -> step(client, wire, onLeft));
        } else {
            wire.close();
            wires.remove(wire);
            onLeft.run();
        }
    }

    private void after(Duration pause, Runnable action) {
        long dueNanos = System.nanoTime() + pause.toNanos();
        Runnable timed = () -> {
            ledger.stepWasLate(System.nanoTime() - dueNanos);
            action.run();
        };
        try {
            clock.schedule(timed, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The crowd is being closed.
        }
    }

    /** All leave at once. */
    @Override
    public void close() {
        clock.shutdownNow();
        await("the last step has been taken").until(clock::isTerminated);
        wires.forEach(Wire::close);
    }
}
