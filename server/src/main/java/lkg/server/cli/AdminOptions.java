package lkg.server.cli;

import java.io.IOException;
import java.util.Optional;
import lkg.server.Setting;
import lkg.server.admin.AdminServer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** The option for whoever operates the server. */
final class AdminOptions {

    static final String NAME = "--admin";

    private final OptionSpec port = OptionSpec.builder(NAME)
            .type(Integer.class)
            .converters(AdminOptions::parse)
            .paramLabel("PORT")
            .description("Port for /metrics, /health and /connections, on this machine only; 0 for any free one.")
            .build();

    void addTo(CommandSpec command) {
        command.addOption(port);
    }

    /** Starts the admin server, if the option was given. Without it no class of the admin server is loaded. */
    Optional<AdminServer> start() throws IOException {
        Integer given = port.getValue();
        return given == null ? Optional.empty() : Optional.of(AdminServer.start(given));
    }

    /** The port that was asked for. Only if the option was given. */
    int port() {
        return port.getValue();
    }

    /** With the same words for a wrong port as the option {@code --port} has. */
    private static int parse(String value) {
        long port = Quantity.COUNT
                .parse(value)
                .orElseThrow(() -> new TypeConversionException("must be " + Quantity.COUNT.inWords + " "
                        + Setting.PORT.bounds() + ", but was '" + value + "'"));
        if (port < 0 || port > Character.MAX_VALUE) {
            throw new TypeConversionException("must be " + Setting.PORT.bounds() + ", but was " + port);
        }
        return (int) port;
    }
}
