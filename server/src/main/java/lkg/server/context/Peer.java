package lkg.server.context;

import java.net.InetSocketAddress;
import lkg.http.Client;

/** The client of one connection. */
public final class Peer implements Client {

    private final InetSocketAddress address;
    private volatile boolean left;

    public Peer(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    public void leave() {
        left = true;
    }
}
