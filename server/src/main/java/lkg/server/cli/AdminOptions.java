package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
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

    private final OptionSpec port = OptionSpec.builder(NAME)
            .type(Integer.class)
            .converters(AdminOptions::parse)
            .paramLabel("PORT")
            .description("Port for /metrics, /health and /connections, on this machine only; 0 for any free one.")
            .build();

    private Optional<AdminServer> server = Optional.empty();

    void addTo(CommandSpec command) {
        command.addOption(port);
    }

    /**
     * Starts the admin server, if the option was given, and has it observe the one that {@code builder} starts. Without
     * the option no class is loaded that only the admin server needs. A recording observes the server, too.
     */
    void start(ServerBuilder builder) throws IOException {
        Integer given = port.getValue();
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
        int given = port.getValue();
        InetAddress address = InetAddress.getLoopbackAddress();
        return "cannot listen on " + address.getHostAddress() + ":" + given + " for " + NAME + ": "
                + ListenFailure.explain(address, given).replace("-p 0", NAME + " 0");
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
