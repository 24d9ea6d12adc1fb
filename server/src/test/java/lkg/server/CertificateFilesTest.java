package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import lkg.http.HttpResponse;
import lkg.server.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates and keys from files: which forms are read, what is said of others, and what a renewal changes. */
class CertificateFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aPairOfFilesIsRead(TestCertificate pair) throws Exception {
        assertThat(CertificateFiles.of(certificate(pair), key(pair.keyPem()))).isNotNull();
    }

    /** As openssl wrote it before version 3: PKCS #1 or SEC 1, which PKCS #8 has as its last part. */
    @ParameterizedTest
    @EnumSource
    void aKeyInTheOlderFormIsRead(TestCertificate pair) throws Exception {
        byte[] key = pair.key();
        int start = pair == TestCertificate.RSA ? 26 : lastPartOfEcKey(key);
        String older = TestCertificate.pem(pair + " PRIVATE KEY", Arrays.copyOfRange(key, start, key.length));
        String parameters = pair == TestCertificate.EC ? TestCertificate.pem("EC PARAMETERS", new byte[] {5, 0}) : "";

        assertThat(CertificateFiles.of(certificate(pair), key(parameters + older)))
                .isNotNull();
    }

    @Test
    void oneFileMayHaveBoth() throws Exception {
        Path both = key("a comment\n" + TestCertificate.EC.keyPem() + TestCertificate.EC.certificatePem());

        assertThat(CertificateFiles.of(both, both)).isNotNull();
    }

    @Test
    void aKeyWithAPasswordIsRefusedAndTheMessageSaysHowToRemoveIt() throws Exception {
        Path key = key(TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[100]));

        assertRefused(
                key,
                "cannot use " + key + ": the key has a password. "
                        + "Write it without: openssl pkey -in key.pem -out plain.pem");
    }

    /** As openssl wrote it before PKCS #8. */
    @Test
    void aKeyWithAPasswordInTheOldFormIsRefused() throws Exception {
        Path key = key("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                + "-----END EC PRIVATE KEY-----\n");

        assertRefused(
                key,
                "cannot use " + key + ": the key has a password. "
                        + "Write it without: openssl pkey -in key.pem -out plain.pem");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        Path key = key(TestCertificate.RSA.keyPem());

        assertThatThrownBy(() -> CertificateFiles.of(certificate(TestCertificate.EC), key))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot use " + key + ": ");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyOfTheSameKindIsNotEnough(TestCertificate pair) throws Exception {
        byte[] other = KeyPairGenerator.getInstance(pair.name())
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path key = key(TestCertificate.pem("PRIVATE KEY", other));

        assertThatThrownBy(() -> CertificateFiles.of(certificate(pair), key))
                .hasMessageContaining("it is not the key of the certificate in ");
    }

    @Test
    void filesWithoutWhatTheyShouldHaveAreRefused() throws Exception {
        Path key = key(TestCertificate.EC.certificatePem());
        assertRefused(
                key,
                "cannot use " + key
                        + ": there is no private key in it: it has to have a line '-----BEGIN PRIVATE KEY-----'");

        Path missing = folder.resolve("missing");
        assertRefused(missing, "cannot use " + missing + ": no such file");
    }

    @Test
    void newConnectionsGetARenewedCertificateAndOldOnesGoOn() throws Exception {
        Path certificate = certificate(TestCertificate.EC);
        Path key = key(TestCertificate.EC.keyPem());
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .tls(CertificateFiles.of(certificate, key))
                        .handler(request -> HttpResponse.text(200, "hello"))
                        .start();
                Client old = new Client(server.port()).overTls(TestCertificate.client())) {
            old.get("/").response();

            Files.writeString(key, "broken");
            Files.writeString(certificate, TestCertificate.RSA.certificatePem());
            assertThat(algorithmOf(server)).as("broken files change nothing").isEqualTo("EC");
            Files.writeString(key, TestCertificate.RSA.keyPem());

            await("the renewed certificate").until(() -> algorithmOf(server).equals("RSA"));
            assertThat(old.get("/").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void aBrokenRenewalKeepsTheOldContext() throws Exception {
        Path key = key(TestCertificate.EC.keyPem());
        CertificateFiles files = CertificateFiles.of(certificate(TestCertificate.EC), key);
        SSLContext before = files.get();

        Files.writeString(key, "broken");
        files.lookNow();
        assertThat(files.get()).as("after a broken renewal").isSameAs(before);
        Files.delete(key);
        files.lookNow();
        assertThat(files.get()).as("after the file has gone").isSameAs(before);
        key(TestCertificate.EC.keyPem());
        files.lookNow();
        assertThat(files.get()).as("once the files are right again").isNotSameAs(before);
    }

    private static String algorithmOf(LkgServer server) throws IOException, GeneralSecurityException {
        try (Client client = new Client(server.port()).overTls(TestCertificate.client())) {
            client.get("/").response();
            return client.session().getPeerCertificates()[0].getPublicKey().getAlgorithm();
        }
    }

    private void assertRefused(Path key, String message) {
        assertThatThrownBy(() -> CertificateFiles.of(certificate(TestCertificate.EC), key))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    /** Behind the tag and the length of the octet string, the last of three parts. */
    private static int lastPartOfEcKey(byte[] key) {
        for (int i = 20; i < key.length; i++) {
            if (key[i] == 4 && key[i + 2] == 0x30) {
                return i + 2;
            }
        }
        throw new AssertionError("no octet string in " + Arrays.toString(key));
    }

    private Path certificate(TestCertificate pair) throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("certificate.pem"), pair.certificatePem());
    }

    private Path key(String text) throws IOException {
        return Files.writeString(folder.resolve("key.pem"), text);
    }
}
