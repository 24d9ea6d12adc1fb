package lkg.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lkg.server.CertificateFiles;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options for TLS. */
final class TlsOptions {

    private static final String CERTIFICATE = "--tls-cert";
    private static final String KEY = "--tls-key";
    private static final String REDIRECT = "--redirect-from";

    private final OptionSpec certificate = OptionSpec.builder(CERTIFICATE)
            .type(String.class)
            .paramLabel("FILE")
            .description("Speak TLS (https) with this certificate and its chain, in PEM. Read again when it changes.")
            .build();

    private final OptionSpec key = OptionSpec.builder(KEY)
            .type(String.class)
            .paramLabel("FILE")
            .description("Its private key, in PEM; if left out, it is in the same file.")
            .build();

    private final OptionSpec redirectFrom =
            PortOption.of(REDIRECT, "With TLS, also listen on this port, and send clients of plain HTTP to https.");

    void addTo(CommandSpec command) {
        command.addOption(certificate).addOption(key).addOption(redirectFrom);
    }

    /** Has the server that {@code builder} makes speak TLS, if it was asked for. */
    void addTo(ServerBuilder builder, GivenOptions given) throws CannotStartException {
        String file = certificate.getValue();
        for (OptionSpec option : List.of(certificate, key)) {
            if ("".equals(option.getValue())) {
                // Typically a variable of a script that is not set.
                throw given.refuse(given.name(option.longestName()) + " is empty");
            }
        }
        if (file != null) {
            try {
                builder.tls(
                        CertificateFiles.of(Path.of(file), Path.of(key.getValue() == null ? file : key.getValue())));
            } catch (IOException e) {
                throw new CannotStartException(e.getMessage());
            }
        } else if (key.getValue() != null || redirectFrom.getValue() != null) {
            throw given.refuse(given.name(key.getValue() != null ? KEY : REDIRECT) + " needs " + CERTIFICATE);
        }
    }

    String scheme() {
        return certificate.getValue() == null ? "http" : "https";
    }

    /** Starts the server that sends clients of plain HTTP to {@code server}, if one is wanted. */
    Optional<LkgServer> redirectTo(LkgServer server, ServerBuilder builder, Options options, GivenOptions given)
            throws CannotStartException {
        Integer from = redirectFrom.getValue();
        if (from == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(builder.port(from)
                    .loops(1)
                    .handler(new HttpsRedirect(server.port()))
                    .start());
        } catch (IOException e) {
            server.shutdown(Duration.ZERO);
            throw options.cannotListen(from, given, e);
        }
    }
}
