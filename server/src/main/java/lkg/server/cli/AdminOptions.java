package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Optional;
import lkg.server.LkgServer;
import lkg.server.RequestRecorder;
import lkg.server.ServerBuilder;
import lkg.server.admin.AdminServer;
import lkg.server.files.StaticFiles;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** The option for whoever operates the server, and what it starts. */
final class AdminOptions {

    static final String NAME = "--admin";

    private final OptionSpec listen = OptionSpec.builder(NAME)
            .type(InetSocketAddress.class)
            .converters(AdminOptions::parse)
            .paramLabel("[ADDRESS:]PORT")
            .description("Port for /metrics, /health and /connections, for this machine only unless it has an address.")
            .build();

    private Optional<AdminServer> server = Optional.empty();

    void addTo(CommandSpec command) {
        command.addOption(listen);
    }

    /**
     * Starts the admin server, if the option was given, and has it observe the one that {@code builder} starts. Without
     * the option no class is loaded that only the admin server needs. A recording observes the server, too.
     */
    void start(ServerBuilder builder) throws CannotStartException {
        InetSocketAddress given = listen.getValue();
        if (given != null) {
            AdminServer started = start(given);
            server = Optional.of(started);
            builder.observer(started.observer());
        }
        if (RequestRecorder.isRecording()) {
            builder.observer(new RequestRecorder());
        }
    }

    private static AdminServer start(InetSocketAddress address) throws CannotStartException {
        try {
            return AdminServer.start(address);
        } catch (IOException | UnsupportedAddressTypeException e) {
            String why = ListenFailure.explain(address.getAddress(), address.getPort(), e);
            String authority = Banner.authority(address.getAddress().getHostAddress(), address.getPort());
            throw new CannotStartException(
                    "cannot listen on " + authority + " for " + NAME + ": " + why.replace("-p 0", NAME + " 0"));
        }
    }

    void watch(LkgServer watched, StaticFiles files) {
        if (server.isPresent()) {
            server.get().watch(watched, files);
        }
    }

    void printTo(PrintWriter out) {
        if (server.isPresent()) {
            out.println("Admin on http://" + server.get().authority() + "/");
        }
    }

    void close() {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    /** {@code PORT} for this machine only, or {@code ADDRESS:PORT}, with an IPv6 address in brackets. */
    private static InetSocketAddress parse(String value) {
        if (!value.matches("(.*:)?\\d+")) {
            throw new TypeConversionException(
                    "must be a port, or an address and a port as in 0.0.0.0:9090, but was '" + value + "'");
        }
        int colon = value.lastIndexOf(':');
        String host = value.substring(0, Math.max(0, colon));
        try {
            InetAddress address = colon < 0 ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            return new InetSocketAddress(address, PortOption.parse(value.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new TypeConversionException("'" + host + "' is not an address of this machine");
        }
    }
}
