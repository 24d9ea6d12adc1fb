package lkg.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Accepts connections on a listening channel, while fewer than a maximum are open.
 *
 * <p>At the maximum it waits to be woken: further connections wait in the kernel's backlog until one of ours is
 * released. When accepting fails, as it does when the process is out of descriptors, it pauses: the listener stays
 * ready, so waiting for readiness would spin.
 *
 * <p>Runs on a loop; {@link #released} may be called from any thread.
 */
public final class Acceptor implements EventHandler {

    /** Accepted in one turn at the most, so that a burst of connections does not hold up those of this loop. */
    private static final int BATCH = 64;

    private static final Await PAUSE = Await.pause(Duration.ofMillis(100));

    private static final LoopLog log = LoopLog.of(Acceptor.class);

    private final ServerSocketChannel listener;
    private final int maxOpen;
    private final Consumer<SocketChannel> onAccepted;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean waitingForRoom = new AtomicBoolean();
    private volatile Runnable wakeUp = () -> {};
    private boolean failing;

    /**
     * To be registered with the method {@link #wokenBy}, which takes the wake-up, and with {@link Await#acceptable()}.
     *
     * @param listener non-blocking
     * @param maxOpen connections that may be open at once
     * @param onAccepted takes each accepted channel, which is non-blocking; {@link #released} is due when it is closed.
     *     A channel that it does not take, but throws, is closed and released here
     */
    public Acceptor(ServerSocketChannel listener, int maxOpen, Consumer<SocketChannel> onAccepted) {
        if (maxOpen < 1) {
            throw new IllegalArgumentException("at least 1 connection must be allowed, but maxOpen is " + maxOpen);
        }
        this.listener = listener;
        this.maxOpen = maxOpen;
        this.onAccepted = onAccepted;
    }

    /** Takes the wake-up that {@link #released} runs when there is room again, and returns this acceptor. */
    public Acceptor wokenBy(Runnable wakeUp) {
        this.wakeUp = wakeUp;
        return this;
    }

    @Override
    public Await onReady() {
        try {
            for (int i = 0; i < BATCH; i++) {
                if (isFull()) {
                    return Await.woken();
                }
                SocketChannel channel = listener.accept();
                failing = false;
                if (channel == null) {
                    break;
                }
                takeIn(channel);
            }
            return Await.acceptable();
        } catch (ClosedChannelException e) {
            return Await.closed();
        } catch (IOException | RuntimeException | Error e) {
            // Retry on any error: without the acceptor no client can connect.
            return pauseAfter(e);
        }
    }

    @Override
    public Await onTimeout() {
        return Await.acceptable();
    }

    /** An accepted connection has been closed: there is room for another one. From any thread. */
    public void released() {
        open.decrementAndGet();
        if (waitingForRoom.getAndSet(false)) {
            wakeUp.run();
        }
    }

    /** Connections that were accepted and not yet released. From any thread. */
    public int open() {
        return open.get();
    }

    private void takeIn(SocketChannel channel) throws IOException {
        open.incrementAndGet();
        try {
            channel.configureBlocking(false);
            onAccepted.accept(channel);
        } catch (Throwable t) {
            // Nobody else knows of the channel, so nobody else closes it.
            open.decrementAndGet();
            channel.close();
            throw t;
        }
    }

    private Await pauseAfter(Throwable e) {
        if (!failing) {
            failing = true;
            log.warn("cannot accept connections for now, will go on trying", e);
        }
        return PAUSE;
    }

    /** Sets the flag before the last look: a connection that is released in between then runs the wake-up. */
    private boolean isFull() {
        if (open.get() < maxOpen) {
            return false;
        }
        waitingForRoom.set(true);
        return open.get() >= maxOpen;
    }
}
