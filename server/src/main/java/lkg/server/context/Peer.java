package lkg.server.context;

import java.net.InetSocketAddress;
import lkg.http.Client;

/** The client of one connection. */
public final class Peer implements Client {

    private final InetSocketAddress address;
    private final InetSocketAddress peer;
    private final boolean secure;
    private volatile boolean left;

    public Peer(InetSocketAddress address) {
        this(address, address, false);
    }

    private Peer(InetSocketAddress address, InetSocketAddress peer, boolean secure) {
        this.address = address;
        this.peer = peer;
        this.secure = secure;
    }

    /** A client whose connection a proxy has announced as its own. */
    public static Peer behindProxy(InetSocketAddress client, InetSocketAddress proxy, boolean secure) {
        return new Peer(client, proxy, secure);
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
    public boolean isSecure() {
        return secure;
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    public void leave() {
        left = true;
    }
}
