package lkg.server.bench.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import lkg.server.bench.Peer;
import lkg.server.files.StaticFiles;

/** Ours with one loop and a directory, nothing else, and no limit for the requests on a connection. */
public final class LkgSitePeer implements Peer {

    @Override
    public void start(int port, Path directory) throws Exception {
        LkgServer.builder()
                .bind(InetAddress.getLoopbackAddress())
                .port(port)
                .wiring(Wiring.INLINE)
                .loops(1)
                .maxConnections(20_000)
                .maxRequestsPerConnection(Integer.MAX_VALUE)
                .handler(files(directory))
                .start();
    }

    /** The place for the cache's size, once {@code StaticFiles} has an option for it. */
    private static StaticFiles files(Path directory) throws IOException {
        return StaticFiles.of(directory);
    }
}
