package lkg.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Finds out why an address could not be bound. The operating system's own words differ by system and language. */
final class ListenFailure {

    private static final int FIRST_FREE_FOR_ALL = 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 200;

    private ListenFailure() {}

    static String explain(InetAddress address, int port) {
        if (!canBindAnyPort(address)) {
            return "this machine does not have that address";
        }
        if (port < FIRST_FREE_FOR_ALL && !somebodyListens(address, port)) {
            return "permission denied. Ports below 1024 are for the system; try a higher one.";
        }
        return "port already in use. Try -p 0 for a free port.";
    }

    private static boolean canBindAnyPort(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
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
