package lkg.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import lkg.server.ServerBuilder;
import lkg.server.admin.AdminServer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option for whoever operates the server. */
final class AdminOptions {

    static final String NAME = "--admin";

    private final OptionSpec port = PortOption.of(
            NAME, "Port for /metrics, /health and /connections, on this machine only; 0 for any free one.");

    void addTo(CommandSpec command) {
        command.addOption(port);
    }

    /** Starts the admin server, if the option was given, and has it observe what {@code builder} makes. */
    Optional<AdminServer> start(ServerBuilder builder) throws CannotStartException {
        Integer wanted = port.getValue();
        if (wanted == null) {
            // None of the classes that it needs are loaded.
            return Optional.empty();
        }
        try {
            AdminServer server = AdminServer.start(wanted);
            builder.observer(server.observer());
            return Optional.of(server);
        } catch (IOException e) {
            InetAddress address = InetAddress.getLoopbackAddress();
            throw new CannotStartException("cannot listen on " + address.getHostAddress() + ":" + wanted + " for "
                    + NAME + ": " + ListenFailure.explain(address, wanted).replace("-p 0", NAME + " 0"));
        }
    }
}
