package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.files.StaticFiles;
import lkg.server.watch.Practice;
import lkg.server.watch.WatchServer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options for whoever wants to see the server at work, and what they start. */
final class WatchOptions {

    private static final String NAME = "--watch";
    private static final String PORT = "--watch-port";

    private final FlagOption watch = FlagOption.of("Show the server at work, on a page for this machine only.", NAME);

    private final OptionSpec port = PortOption.of(PORT, "Port of that page; any free one unless given.");

    private Optional<WatchServer> server = Optional.empty();

    void addTo(CommandSpec command) {
        command.addOption(watch.spec()).addOption(port);
    }

    /** Starts the page's server, if it was asked for, and has it observe the one that {@code builder} starts. */
    void start(ServerBuilder builder) throws CannotStartException {
        Integer given = port.getValue();
        if (watch.isOn() || given != null) {
            WatchServer started = start(given == null ? 0 : given);
            server = Optional.of(started);
            builder.observer(started.observer());
        }
    }

    private static WatchServer start(int port) throws CannotStartException {
        try {
            return WatchServer.start(port);
        } catch (IOException e) {
            InetAddress address = InetAddress.getLoopbackAddress();
            throw new CannotStartException(
                    "cannot listen on " + Banner.authority(address.getHostAddress(), port) + " for " + NAME + ": "
                            + ListenFailure.explain(address, port, e).replace("-p 0", PORT + " 0"));
        }
    }

    /** Files, and with the option what the clients of its page ask for besides. */
    Handler handler(StaticFiles files) {
        return server.isPresent() ? Practice.around(files) : files;
    }

    /**
     * Shows {@code watched}. The clients of the page speak plain HTTP on the loopback address, so they can only visit a
     * server that understands them there.
     */
    void watch(LkgServer watched, TlsOptions tls, ProxyOptions proxies, Runnable stop) {
        if (server.isEmpty()) {
            return;
        }
        InetAddress address = watched.address().getAddress();
        boolean isHere = address.isLoopbackAddress() || address.isAnyLocalAddress();
        if (isHere && tls.scheme().equals("http") && !proxies.areAnnounced()) {
            server.get().watch(watched, stop);
        } else {
            server.get().watch(watched);
        }
    }

    void printTo(PrintWriter out) {
        if (server.isPresent()) {
            InetSocketAddress address = server.get().address();
            out.println("Watch on http://"
                    + Banner.authority(address.getAddress().getHostAddress(), address.getPort()) + "/");
        }
    }

    void close() {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
