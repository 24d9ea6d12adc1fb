package lkg.server.proxy;

import java.net.InetSocketAddress;
import lkg.http.Client;

/** A client behind a proxy. */
public record ForwardedClient(InetSocketAddress address, boolean isSecure, Client proxy) implements Client {

    @Override
    public InetSocketAddress peer() {
        return proxy.peer();
    }

    /** Whether the proxy has: it leaves when its client does. */
    @Override
    public boolean hasLeft() {
        return proxy.hasLeft();
    }
}
