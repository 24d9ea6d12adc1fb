package lkg.reactor;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts connections on a listening channel, while fewer than a maximum are open.
 *
 * <p>At the maximum it takes another one only if room can be made for it, and never exceeds the maximum by more than
 * 16. Otherwise it waits to be woken: further connections wait in the kernel's backlog until one of ours is released.
 * When accepting fails, as it does when the process is out of descriptors, it pauses for 100 ms and then goes on: the
 * listener stays ready, so waiting for readiness would spin. The first of several failures in a row is logged as a
 * warning.
 *
 * <p>In one turn it accepts until nobody waits, but 64 connections at the most, so that a burst does not hold up the
 * other channels of its loop.
 *
 * <p>Runs on a loop; {@link #released} and {@link #lookAgain} may be called from any thread.
 */
public final class Acceptor implements EventHandler {

    /** What becomes of the connections. Called on the acceptor's loop: must not block. */
    @FunctionalInterface
    public interface Owner {

        /**
         * Takes an accepted channel, which is non-blocking. {@link Acceptor#released} is due when it is closed. A
         * channel that it does not take, but throws, is closed and released by the acceptor.
         */
        void onAccepted(SocketChannel channel);

        /** Whether an open connection could be closed for a new one. */
        default boolean canMakeRoom() {
            return false;
        }

        /** There is one connection too many: closes one, now or soon. */
        default void makeRoom() {}

        /** Somebody else has closed the listener, or its loop has ended: no client can connect any more. */
        default void onListenerLost() {}
    }

    /** Accepted in one turn at the most. */
    private static final int BATCH = 64;

    /** Open at once beyond the maximum, while connections that were asked to make room have not closed yet. */
    private static final int MAX_EXCESS = 16;

    /** Taken from the kernel's queue at the end. It holds fewer. */
    private static final int MAX_REST = 16 * 1024;

    private static final Await PAUSE = Await.pause(Duration.ofMillis(100));

    private static final LoopLog log = LoopLog.of(Acceptor.class);

    private final ServerSocketChannel listener;
    private final int maxOpen;
    private final Owner owner;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean waitingForRoom = new AtomicBoolean();
    private volatile Runnable wakeUp = () -> {};
    private boolean failing;

    /**
     * To be registered with the method {@link #wokenBy}, which takes the wake-up, and with {@link Await#acceptable()}.
     *
     * @param listener non-blocking
     * @param maxOpen connections that may be open at once
     */
    public Acceptor(ServerSocketChannel listener, int maxOpen, Owner owner) {
        if (maxOpen < 1) {
            throw new IllegalArgumentException("at least 1 connection must be allowed, but maxOpen is " + maxOpen);
        }
        this.listener = listener;
        this.maxOpen = maxOpen;
        this.owner = owner;
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
                if (isFull() && !canMakeRoom()) {
                    return Await.woken();
                }
                if (!acceptOne()) {
                    break;
                }
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

    /** Pauses: not even an executor that lacks memory ends it. */
    @Override
    public Await onRejected() {
        return PAUSE;
    }

    @Override
    public void onClosed() {
        owner.onListenerLost();
    }

    /**
     * Takes what waits in the kernel, even beyond the maximum, and closes the listener: a connection that the kernel
     * has accepted would be reset otherwise. Takes 16,384 at the most, because others may come meanwhile. What fails is
     * logged as a warning, and the listener is closed all the same. For a listener that its loop has given back
     * ({@link EventLoop#deregister}).
     */
    public void stop() {
        try {
            for (int i = 0; i < MAX_REST && listener.isOpen() && acceptOne(); i++) {
                // Each is handed to its owner.
            }
        } catch (IOException | RuntimeException | Error e) {
            log.warn("connections that were waiting to be accepted are lost", e);
        } finally {
            closeListener();
        }
    }

    /** An accepted connection has been closed: there is room for another one. From any thread. */
    public void released() {
        open.decrementAndGet();
        lookAgain();
    }

    /** If connections wait for room: there may be some now. From any thread. */
    public void lookAgain() {
        if (waitingForRoom.get() && waitingForRoom.getAndSet(false)) {
            wakeUp.run();
        }
    }

    /** Connections that were accepted and not yet released. From any thread. */
    public int open() {
        return open.get();
    }

    /** Returns false if nobody waits to be accepted. */
    private boolean acceptOne() throws IOException {
        SocketChannel channel = listener.accept();
        failing = false;
        if (channel == null) {
            return false;
        }
        boolean oneTooMany = open.incrementAndGet() > maxOpen;
        try {
            channel.configureBlocking(false);
            owner.onAccepted(channel);
        } catch (Throwable t) {
            // Nobody else knows of the channel, so nobody else closes it.
            open.decrementAndGet();
            channel.close();
            throw t;
        }
        if (oneTooMany) {
            owner.makeRoom();
        }
        return true;
    }

    private Await pauseAfter(Throwable e) {
        try {
            if (!failing) {
                failing = true;
                log.warn("cannot accept connections for now, will go on trying", e);
            }
        } catch (Throwable t) {
            // Without memory not even the text of the line can be had. The listener must not be lost because of that.
        }
        return PAUSE;
    }

    /** Connections that were asked to close take a moment: on a loop that is busy, or for a last request. */
    private boolean canMakeRoom() {
        return open.get() - maxOpen < MAX_EXCESS && owner.canMakeRoom();
    }

    /** Sets the flag before the last look: a connection that is released in between then runs the wake-up. */
    private boolean isFull() {
        if (open.get() < maxOpen) {
            return false;
        }
        waitingForRoom.set(true);
        return open.get() >= maxOpen;
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("closing the listener failed", e);
        }
    }
}
