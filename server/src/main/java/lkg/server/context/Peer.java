package lkg.server.context;

import java.net.InetSocketAddress;
import lkg.http.Client;

/** The client of one connection. */
public final class Peer implements Client {

    /** What carries the bytes of HTTP. */
    public enum Transport {
        PLAIN,
        TLS
    }

    private final InetSocketAddress address;
    private final Transport transport;
    private volatile boolean left;

    public Peer(InetSocketAddress address) {
        this(address, Transport.PLAIN);
    }

    public Peer(InetSocketAddress address, Transport transport) {
        this.address = address;
        this.transport = transport;
    }

    @Override
    public boolean isSecure() {
        return transport == Transport.TLS;
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
