package lkg.server.cli;

import java.io.PrintWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;

/** Says what is served, and where. For a server on all addresses it lists those that another machine can use. */
final class Banner {

    /** A machine with many containers has many addresses; the first ones are those of its network cards. */
    private static final int MAX_ADDRESSES = 6;

    private Banner() {}

    /**
     * Prints the lines.
     *
     * @param authority the address as it was given, and the port
     * @param address that the server listens on
     */
    static void print(PrintWriter out, Path root, String scheme, String authority, InetSocketAddress address) {
        out.println("Serving " + root.toAbsolutePath().normalize() + " on " + scheme + "://" + authority + "/");
        if (address.getAddress().isAnyLocalAddress()) {
            addresses(address.getAddress() instanceof Inet4Address)
                    .forEach(other -> out.println(
                            "  " + scheme + "://" + authority(withoutZone(other), address.getPort()) + "/"));
        }
        out.flush();
    }

    /** As in a URL, where an IPv6 address stands in brackets. */
    static String authority(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static List<InetAddress> addresses(boolean onlyOfVersion4) {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Banner::isUp)
                    .flatMap(card -> card.inetAddresses())
                    .filter(address -> address instanceof Inet4Address || !onlyOfVersion4)
                    // Nobody can type a link-local address: it also needs the name of the caller's network card.
                    .filter(address -> !address.isLinkLocalAddress())
                    .limit(MAX_ADDRESSES)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp() && !card.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String withoutZone(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }
}
