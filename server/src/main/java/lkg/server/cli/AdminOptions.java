package lkg.server.cli;

import java.io.IOException;
import java.util.Optional;
import lkg.server.Setting;
import lkg.server.admin.AdminServer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option for whoever operates the server. Picocli fills in the field. */
final class AdminOptions {

    static final String NAME = "--admin";

    @Option(
            names = NAME,
            paramLabel = "PORT",
            converter = Port.class,
            description = "Port for /metrics, /health and /connections, on this machine only; 0 for any free one.")
    private Integer port;

    /** Starts the admin server, if the option was given. */
    Optional<AdminServer> start() throws IOException {
        // Without the option none of the classes that it needs are loaded.
        return port == null ? Optional.empty() : Optional.of(AdminServer.start(port));
    }

    /** The port that was asked for. Only if the option was given. */
    int port() {
        return port;
    }

    /** A port, with the same message for a wrong one as the option {@code --port} has. */
    private static final class Port implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String value) {
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
}
