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

    /** The address at the other end of the connection. */
    InetSocketAddress address();

    /**
     * Whether the client is known to have closed its side of the connection. A handler that works for long may ask
     * now and then, and stop working for nobody.
     */
    boolean hasLeft();

    /** Whether the connection is encrypted by this server (TLS). */
    default boolean isSecure() {
        return false;
    }
}
