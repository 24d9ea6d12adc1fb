package lkg.server.context;

import java.net.InetSocketAddress;
import lkg.http.Client;

/** The client of one connection. */
public final class Peer implements Client {

    private final InetSocketAddress address;
    private final boolean secure;
    private volatile boolean left;

    public Peer(InetSocketAddress address) {
        this(address, false);
    }

    private Peer(InetSocketAddress address, boolean secure) {
        this.address = address;
        this.secure = secure;
    }

    /** A client that speaks TLS with the server. */
    public static Peer secure(InetSocketAddress address) {
        return new Peer(address, true);
    }

    @Override
    public InetSocketAddress address() {
        return address;
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
}
