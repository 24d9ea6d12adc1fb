package lkg.server.bench.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import lkg.server.LkgServer;
import lkg.server.Setting;
import lkg.server.Wiring;
import lkg.server.bench.Peer;
import lkg.server.files.StaticFiles;

/** Ours with one loop and a directory, nothing else, and no limit for the requests on a connection. */
public final class LkgSitePeer implements Peer {

    /** A property of the system. */
    public static final String CACHE_BYTES = "lkg.bench.cacheBytes";

    @Override
    public void start(int port, Path directory) throws Exception {
        LkgServer.builder()
                .bind(InetAddress.getLoopbackAddress())
                .port(port)
                .wiring(Wiring.INLINE)
                .loops(1)
                .workers((int) Setting.WORKERS.defaultValue())
                .maxConnections(20_000)
                .maxRequestsPerConnection(Integer.MAX_VALUE)
                .handler(files(directory))
                .start();
    }

    private static StaticFiles files(Path directory) throws IOException {
        return StaticFiles.builder(directory)
                .cacheBytes(Long.getLong(CACHE_BYTES, Setting.CACHE_BYTES.defaultValue()))
                .build();
    }
}
