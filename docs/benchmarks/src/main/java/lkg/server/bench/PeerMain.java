package lkg.server.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Scanner;
import lkg.server.bench.peers.HttpServerPeer;
import lkg.server.bench.peers.JettyPeer;
import lkg.server.bench.peers.LkgPeer;
import lkg.server.bench.peers.LkgSitePeer;
import lkg.server.bench.peers.MicrohttpPeer;
import lkg.server.bench.peers.MinimalResponder;
import lkg.server.bench.peers.NettyPeer;
import lkg.server.bench.peers.TomcatPeer;
import lkg.server.bench.peers.UndertowPeer;

/**
 * The process of one {@link Peer}: starts it, then answers each line of its input with the bytes that its threads have
 * allocated so far. Ends with its input, so that nothing is left running when the benchmark is interrupted.
 */
public final class PeerMain {

    private PeerMain() {}

    /** Arguments: name, port, directory. */
    public static void main(String[] arguments) throws Exception {
        peer(arguments[0]).start(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            lines.nextLine();
            System.out.println("allocated " + allocatedBytes());
        }
        Runtime.getRuntime().halt(0);
    }

    private static Peer peer(String name) throws ReflectiveOperationException {
        return switch (name) {
            case "minimal" -> new MinimalResponder();
            case "lkg-inline" -> LkgPeer.INLINE;
            case "lkg-site" -> new LkgSitePeer();
            case "lkg-handlers-in-pool" -> LkgPeer.HANDLERS_IN_POOL;
            case "lkg-events-in-pool" -> LkgPeer.EVENTS_IN_POOL;
            case "netty" -> new NettyPeer();
            case "jetty" -> new JettyPeer();
            case "undertow" -> new UndertowPeer();
            case "tomcat" -> new TomcatPeer();
            case "microhttp" -> new MicrohttpPeer();
            case "jdk" -> new HttpServerPeer();
            // Needs a later JDK than the rest, and is compiled only there.
            case "helidon" ->
                (Peer) Class.forName("lkg.server.bench.peers.HelidonPeer")
                        .getConstructor()
                        .newInstance();
            default -> throw new IllegalArgumentException("there is no peer " + name);
        };
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += bytes;
        }
        return sum;
    }
}
