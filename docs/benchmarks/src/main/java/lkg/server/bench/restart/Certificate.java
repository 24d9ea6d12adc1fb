package lkg.server.bench.restart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import lkg.server.bench.Commands;

/** A certificate for {@code localhost} that nobody has signed, in the forms that the proxies read. */
final class Certificate {

    private static final char[] PASSWORD = "password".toCharArray();

    final Path certificate;
    final Path key;

    /** Certificate and key in one file, as HAProxy wants them. */
    final Path both;

    Certificate(Path folder) throws IOException, InterruptedException {
        certificate = folder.resolve("lkg-cert.pem");
        key = folder.resolve("lkg-key.pem");
        both = folder.resolve("lkg.pem");
        Path store = folder.resolve("lkg.p12");
        String said = Commands.output(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "lkg",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost,IP:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate("lkg").getEncoded()));
            Files.writeString(
                    key, pem("PRIVATE KEY", keys.getKey("lkg", PASSWORD).getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new UncheckedIOException(new IOException("keytool made no certificate: " + said, e));
        }
        Files.writeString(both, Files.readString(certificate) + Files.readString(key));
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }
}
