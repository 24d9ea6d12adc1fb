package lkg.server.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * What a handshake computes, step by step: takes records from {@code in}, and puts the answers into {@code out}. A step
 * runs in the executor. While it does, both buffers are its own, and nothing of this may be touched but
 * {@link #isRunning}.
 */
final class Computation implements Runnable {

    /** An alert and the end of the session need two records. */
    private static final int MAX_LAST_RECORDS = 4;

    private final Tls tls;
    private final HeldBytes in;
    private final HeldBytes out;
    private final Runnable onDone;
    private Optional<SSLEngine> engine = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private volatile boolean running;

    Computation(Tls tls, HeldBytes in, HeldBytes out, Runnable onDone) {
        this.tls = tls;
        this.in = in;
        this.out = out;
        this.onDone = onDone;
    }

    /** Has the next step computed. If the executor refuses it, this cannot be used any more. */
    void start() {
        running = true;
        tls.executor().execute(this);
    }

    boolean isRunning() {
        return running;
    }

    Optional<Throwable> failure() {
        return failure;
    }

    SSLEngine engine() {
        return engine.orElseThrow();
    }

    boolean isFinished() {
        return engine().getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Whether there is a step to do with what has been read already. */
    boolean hasMore() {
        return engine().getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP || Records.hasWhole(in.toRead());
    }

    @Override
    public void run() {
        try {
            if (engine.isEmpty()) {
                engine = Optional.of(tls.newEngine());
                engine().beginHandshake();
            }
            while (goOn()) {}
        } catch (Throwable t) {
            failure = Optional.of(t);
            wrapAlert();
        } finally {
            in.settle();
            out.settle();
            running = false;
            onDone.run();
        }
    }

    /** Returns false if the client has to go on, or there is no more to do, or no room for more answers. */
    private boolean goOn() throws IOException {
        return switch (engine().getHandshakeStatus()) {
            case NEED_TASK -> {
                engine().getDelegatedTask().run();
                yield true;
            }
            case NEED_WRAP -> wrap();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                if (!Records.hasWhole(in.toRead())) {
                    yield false;
                }
                engine().unwrap(in.toRead(), HeldBytes.NONE);
                if (engine().isInboundDone()) {
                    throw new IOException("the client has ended the handshake");
                }
                yield true;
            }
            case FINISHED, NOT_HANDSHAKING -> false;
        };
    }

    private boolean wrap() throws IOException {
        ByteBuffer room = out.toFill();
        try {
            return engine().wrap(HeldBytes.NONE, room).bytesProduced() > 0;
        } finally {
            out.filled();
        }
    }

    /** Tells the client why, as far as TLS has a word for it. */
    private void wrapAlert() {
        try {
            for (int i = 0; i < MAX_LAST_RECORDS && engine.isPresent() && !engine().isOutboundDone(); i++) {
                engine().closeOutbound();
                wrap();
            }
        } catch (Throwable t) {
            // The first failure counts.
        }
    }
}
