package lkg.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Finds out why an address could not be bound. The operating system's own words differ by system and language, so they
 * are passed on only where nothing better is known.
 */
final class ListenFailure {

    private static final int FIRST_FREE_FOR_ALL = 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 200;

    private ListenFailure() {}

    static String explain(InetAddress address, int port, Exception failure) {
        if (!(failure instanceof BindException) && failure instanceof IOException) {
            // No socket could be made at all, typically for want of descriptors.
            return reason(failure);
        }
        if (!canBindAnyPort(address)) {
            return address instanceof Inet6Address && !canBindAnyPort(anyOfVersion6())
                    ? "this machine, or this JVM, does not do IPv6"
                    : "this machine does not have that address";
        }
        if (port < FIRST_FREE_FOR_ALL && !somebodyListens(address, port)) {
            return "permission denied. Ports below 1024 are for the system; try a higher one.";
        }
        return "port already in use. Try -p 0 for a free port.";
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static InetAddress anyOfVersion6() {
        try {
            return InetAddress.getByName("::");
        } catch (IOException e) {
            throw new IllegalStateException("'::' is an address", e);
        }
    }

    private static boolean canBindAnyPort(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean somebodyListens(InetAddress address, int port) {
        InetAddress target = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target, port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
