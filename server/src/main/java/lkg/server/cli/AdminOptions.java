package lkg.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import lkg.server.ServerBuilder;
import lkg.server.admin.AdminServer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** The option for whoever operates the server. */
final class AdminOptions {

    static final String NAME = "--admin";

    private final OptionSpec address = OptionSpec.builder(NAME)
            .type(InetSocketAddress.class)
            .converters(AdminOptions::parse)
            .paramLabel("[ADDRESS:]PORT")
            .description("Port for /metrics, /health and /connections, for this machine only unless ADDRESS is another"
                    + " one; 0 for any free one.")
            .build();

    void addTo(CommandSpec command) {
        command.addOption(address);
    }

    private static InetSocketAddress parse(String value) {
        int colon = value.lastIndexOf(':');
        int port = PortOption.parse(value.substring(colon + 1));
        try {
            return new InetSocketAddress(InetAddress.getByName(colon < 0 ? null : value.substring(0, colon)), port);
        } catch (UnknownHostException e) {
            throw new TypeConversionException("'" + value + "' does not begin with an address of this machine");
        }
    }

    /** Starts the admin server, if the option was given, and has it observe what {@code builder} makes. */
    Optional<AdminServer> start(ServerBuilder builder) throws CannotStartException {
        InetSocketAddress wanted = address.getValue();
        if (wanted == null) {
            // None of the classes that it needs are loaded.
            return Optional.empty();
        }
        try {
            AdminServer server = AdminServer.start(wanted);
            builder.observer(server.observer());
            return Optional.of(server);
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot listen on " + wanted.getAddress().getHostAddress() + ":"
                            + wanted.getPort() + " for " + NAME + ": "
                            + ListenFailure.explain(wanted.getAddress(), wanted.getPort(), e)
                                    .replace("-p 0", NAME + " 0"));
        }
    }
}
