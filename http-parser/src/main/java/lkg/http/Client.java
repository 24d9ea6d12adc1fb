package lkg.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Who sent a request. All methods may be called from any thread. */
public interface Client {

    /** A client that is nobody, at port 0 of the loopback address: for requests that were not received. */
    Client NONE = new Client() {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        }

        @Override
        public boolean hasLeft() {
            return false;
        }
    };

    /** The client's address: that at the other end of the connection, or what a trusted proxy there says. */
    InetSocketAddress address();

    /** The address at the other end of the connection. */
    default InetSocketAddress peer() {
        return address();
    }

    /** Whether the client's connection is encrypted (TLS): by this server, or as a trusted proxy says. */
    default boolean isSecure() {
        return false;
    }

    /**
     * Whether the client is known to have closed its side of the connection. A handler that works for long may ask
     * now and then, and stop working for nobody.
     */
    boolean hasLeft();
}
