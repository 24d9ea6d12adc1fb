package lkg.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import lkg.reactor.LoopLog;

/**
 * A certificate and its private key in two files, which are read again when they have changed: so a renewal needs no
 * restart.
 *
 * <p>Each connection asks for the context, and once a second at the most the files are looked at. Files that cannot be
 * used do no harm: the certificate that was read before stays, and one line of the log says why. Thread-safe.
 */
public final class CertificateFiles implements Supplier<SSLContext> {

    private static final LoopLog log = LoopLog.of(CertificateFiles.class);

    private static final long NANOS_BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();
    private static final char[] NO_PASSWORD = {};

    private final Path certificates;
    private final Path key;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());

    /** What the files were when they were read last, whether or not they could be used. */
    private volatile String lastSeen;

    private volatile SSLContext context;

    private CertificateFiles(Path certificates, Path key) throws IOException {
        this.certificates = certificates;
        this.key = key;
        this.lastSeen = stamp();
        this.context = read();
    }

    /**
     * Reads both files, which may be one and the same.
     *
     * @param certificates the server's certificate, and behind it those that lead to a known authority, in PEM
     * @param key the private key of the first certificate, in PEM: RSA or an elliptic curve, without a password
     * @throws IOException if a file cannot be read, or cannot be used; the message says what to do
     */
    public static CertificateFiles of(Path certificates, Path key) throws IOException {
        return new CertificateFiles(certificates, key);
    }

    @Override
    public SSLContext get() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (now - last >= NANOS_BETWEEN_LOOKS && lookedAt.compareAndSet(last, now)) {
            lookNow();
        }
        return context;
    }

    void lookNow() {
        try {
            String seen = stamp();
            if (!seen.equals(lastSeen)) {
                lastSeen = seen;
                context = read();
                log.info("read the certificate in " + certificates + " again");
            }
        } catch (IOException e) {
            log.warn("the old certificate stays, because the new one cannot be used", e);
        }
    }

    /** Tells whether the files are others than before. A file that is missing has a stamp, too: one warning is enough. */
    private String stamp() throws IOException {
        return stamp(certificates) + " " + stamp(key);
    }

    private static String stamp(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (NoSuchFileException e) {
            return "missing";
        } catch (AccessDeniedException e) {
            return "denied";
        }
    }

    private SSLContext read() throws IOException {
        List<Certificate> chain = read(certificates, () -> Pem.certificates(certificates));
        PublicKey publicKey = chain.get(0).getPublicKey();
        return read(key, () -> {
            PrivateKey privateKey = Pem.privateKey(key, publicKey);
            checkPair(privateKey, publicKey);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", privateKey, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(keys.getKeyManagers(), new TrustManager[0], null);
            return made;
        });
    }

    private void checkPair(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(privateKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(privateKey);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        try {
            if (signature.verify(signed)) {
                return;
            }
        } catch (SignatureException e) {
            // The keys have different lengths.
        }
        throw new GeneralSecurityException("it is not the key of the certificate in " + certificates);
    }

    /** Every failure becomes one line with the name of the file. */
    private static <T> T read(Path file, Callable<T> reading) throws IOException {
        try {
            return reading.call();
        } catch (NoSuchFileException e) {
            throw new IOException("cannot use " + file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot use " + file + ": permission denied", e);
        } catch (Exception e) {
            throw new IOException("cannot use " + file + ": " + e.getMessage(), e);
        }
    }
}
