package lkg.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import lkg.server.CertificateFiles;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.Setting;
import lkg.server.Wiring;
import picocli.CommandLine.Option;

/** The options for TLS. Picocli fills in the fields. */
final class TlsOptions {

    private static final String CERTIFICATE = "--tls-cert";
    private static final String KEY = "--tls-key";
    private static final String REDIRECT = "--redirect-from";

    @Option(
            names = CERTIFICATE,
            paramLabel = "FILE",
            description = "Speak TLS (https) with this certificate and its chain, in PEM. Read again when it changes.")
    private Path certificate;

    @Option(
            names = KEY,
            paramLabel = "FILE",
            description = "Its private key, in PEM; if left out, it is in the same file.")
    private Path key;

    @Option(
            names = REDIRECT,
            paramLabel = "PORT",
            description = "With TLS, also listen on this port, and send clients of plain HTTP to https.")
    private Integer redirectFrom;

    /** Has the server that {@code builder} makes speak TLS, if it was asked for. */
    void applyTo(ServerBuilder builder, GivenOptions given) throws IOException {
        if (certificate != null) {
            builder.tls(CertificateFiles.of(certificate, key == null ? certificate : key));
        } else if (key != null || redirectFrom != null) {
            throw given.refuse(given.name(key != null ? KEY : REDIRECT) + " needs " + CERTIFICATE);
        }
        if (redirectFrom != null && (redirectFrom < 0 || redirectFrom > 65_535)) {
            throw given.refuse(
                    given.name(REDIRECT) + " must be " + Setting.PORT.bounds() + ", but was " + redirectFrom);
        }
    }

    String scheme() {
        return certificate == null ? "http" : "https";
    }

    /** The port that clients are redirected from. */
    Optional<Integer> redirectFrom() {
        return Optional.ofNullable(redirectFrom);
    }

    /** Starts the server that redirects clients from {@code port} to {@code target}. */
    static LkgServer redirect(InetAddress address, int port, int target) throws IOException {
        return LkgServer.builder()
                .bind(address)
                .port(port)
                .wiring(Wiring.INLINE)
                .loops(1)
                .handler(new HttpsRedirect(target))
                .start();
    }
}
