package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import lkg.server.LkgServer;
import lkg.server.RequestRecorder;
import lkg.server.ServerBuilder;
import lkg.server.Setting;
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
    void start(ServerBuilder builder) throws IOException {
        InetSocketAddress given = listen.getValue();
        if (given != null) {
            AdminServer started = AdminServer.start(given);
            server = Optional.of(started);
            builder.observer(started.observer());
        }
        if (RequestRecorder.isRecording()) {
            builder.observer(new RequestRecorder());
        }
    }

    /** Why the admin server could not be started. */
    String whyNot() {
        InetSocketAddress given = listen.getValue();
        return "cannot listen on " + AdminServer.authority(given) + " for " + NAME + ": "
                + ListenFailure.explain(given.getAddress(), given.getPort()).replace("-p 0", NAME + " 0");
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
        int colon = value.lastIndexOf(':');
        String host = value.substring(0, Math.max(0, colon));
        try {
            InetAddress address = colon < 0 ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            return new InetSocketAddress(address, port(value.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new TypeConversionException("'" + host + "' is not an address of this machine");
        }
    }

    /** With the same words for a wrong port as the option {@code --port} has. */
    private static int port(String value) {
        String wrong = "must be " + Quantity.COUNT.inWords + " " + Setting.PORT.bounds() + ", but was '" + value + "'";
        long port = Quantity.COUNT.parse(value).orElse(-1);
        if (port < 0 || port > Character.MAX_VALUE) {
            throw new TypeConversionException(wrong);
        }
        return (int) port;
    }
}
