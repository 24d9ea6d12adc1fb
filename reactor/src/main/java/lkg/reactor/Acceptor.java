package lkg.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on a listening channel, while fewer than a maximum are open.
 *
 * <p>At the maximum it parks: further connections wait in the kernel's backlog until one of ours is released. When
 * accepting fails, as it does when the process is out of descriptors, it pauses: the listener stays readable all the
 * while, so waiting for readiness would spin.
 *
 * <p>Runs on a loop; {@link #released} may be called from any thread.
 */
public final class Acceptor implements EventHandler {

    /** Accepted in one turn at the most, so that a burst of connections does not hold up those of this loop. */
    private static final int BATCH = 64;

    private static final Await PAUSE = Await.pause(Duration.ofMillis(100));

    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);

    private final ServerSocketChannel listener;
    private final int maxOpen;
    private final Consumer<SocketChannel> onAccepted;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<Parked> waitingForRoom = new AtomicReference<>();
    private boolean failing;

    /**
     * Register it with {@link Await#acceptable()}.
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

    @Override
    public Await onReady(int readyOps) {
        try {
            for (int i = 0; i < BATCH; i++) {
                if (open.get() >= maxOpen) {
                    return Await.parked(this::waitForRoom);
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
            // Whatever is short now, this is the one handler without which the server is deaf.
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
        resumeIfRoom();
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
            // Nobody else knows of it.
            open.decrementAndGet();
            channel.close();
            throw t;
        }
    }

    private Await pauseAfter(Throwable e) {
        if (!failing) {
            failing = true;
            log.warn("cannot accept connections for now, will go on trying: {}", e.toString());
        }
        return PAUSE;
    }

    private void waitForRoom(Parked parked) {
        waitingForRoom.set(parked);
        // A connection may have been released since the count was looked at.
        resumeIfRoom();
    }

    private void resumeIfRoom() {
        if (open.get() < maxOpen) {
            Parked parked = waitingForRoom.getAndSet(null);
            if (parked != null) {
                resume(parked);
            }
        }
    }

    private static void resume(Parked parked) {
        try {
            parked.resume(Await::acceptable);
        } catch (RejectedExecutionException e) {
            // The loop has ended: there is nothing to accept any more.
        }
    }
}
