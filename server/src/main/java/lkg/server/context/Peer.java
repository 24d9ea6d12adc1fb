package lkg.server.context;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import lkg.http.Client;

/** The client of one connection. */
public final class Peer implements Client {

    private static final AtomicLong CONNECTED = new AtomicLong();

    /** A number of the connection that no other one of this process has. */
    public final long number;

    public final long connectedNanos = System.nanoTime();

    private final InetSocketAddress address;
    private final InetSocketAddress peer;
    private final Traffic traffic;
    private boolean secure;
    private volatile boolean left;

    /** Belongs to whoever owns the connection. */
    private long receivedBytes;

    /**
     * A client that has just connected.
     *
     * @param traffic counts what is received, with that of all others
     */
    public Peer(InetSocketAddress address, Traffic traffic) {
        this(CONNECTED.incrementAndGet(), address, address, traffic);
    }

    private Peer(long number, InetSocketAddress address, InetSocketAddress peer, Traffic traffic) {
        this.number = number;
        this.address = address;
        this.peer = peer;
        this.traffic = traffic;
    }

    /** A client whose connection {@code proxy} has announced. It is the same connection. */
    public static Peer behindProxy(InetSocketAddress client, Peer proxy) {
        return new Peer(proxy.number, client, proxy.address, proxy.traffic);
    }

    /** This client, whose connection is encrypted. Before anybody else knows it. */
    public Peer encrypted() {
        secure = true;
        return this;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    public void leave() {
        left = true;
    }

    /** Counts {@code bytes} that were read, and returns them; -1 is the end of what the client sends. */
    public int received(int bytes) {
        if (bytes > 0) {
            receivedBytes += bytes;
        }
        traffic.receive(this, bytes);
        return bytes;
    }

    /** For whoever owns the connection. */
    public long receivedBytes() {
        return receivedBytes;
    }
}
