package lkg.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from text files, as openssl and certificate authorities write them (RFC 7468). */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};

    private Pem() {}

    /** The certificates of a file in their order; what else is in it is skipped. */
    static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(decode(block))));
            }
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException(
                    "there is no certificate in it: it has to have a line '-----BEGIN CERTIFICATE-----'");
        }
        return certificates;
    }

    /** The first private key of a file, which has to be of the same kind as {@code publicKey}. */
    static PrivateKey privateKey(Path file, PublicKey publicKey) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            String type = block.group(1);
            if (type.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
                throw new GeneralSecurityException("the key has a password. Write it without: openssl pkey -in "
                        + file.getFileName() + " -out plain.pem");
            }
            if (type.endsWith("PRIVATE KEY")) {
                byte[] key = type.equals("PRIVATE KEY") ? decode(block) : pkcs8(decode(block), publicKey);
                return generate(key, publicKey.getAlgorithm());
            }
        }
        throw new GeneralSecurityException(
                "there is no private key in it: it has to have a line '-----BEGIN PRIVATE KEY-----'");
    }

    private static PrivateKey generate(byte[] key, String algorithm) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (InvalidKeySpecException e) {
            throw new GeneralSecurityException("it is no " + algorithm + " key, as that of the certificate is", e);
        }
    }

    /**
     * The older forms for RSA (PKCS #1) and elliptic curves (SEC 1) are the innermost part of PKCS #8, which puts a
     * version and the name of the algorithm in front. A certificate names it in the same way (RFC 5280 §4.1).
     */
    private static byte[] pkcs8(byte[] key, PublicKey publicKey) {
        byte[] info = publicKey.getEncoded();
        // Behind the tag of the whole and its length, which is one byte, or one that says how many follow.
        int start = info[1] >= 0 ? 2 : 2 + (info[1] & 0x7f);
        int end = start + 2 + info[start + 1];
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(VERSION_0);
        parts.write(info, start, end - start);
        parts.writeBytes(der(OCTET_STRING, key));
        return der(SEQUENCE, parts.toByteArray());
    }

    /** A value in DER, whose length has no byte more than it needs. */
    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (content.length > 0x7f) {
            value.write(content.length > 0xff ? 0x82 : 0x81);
        }
        if (content.length > 0xff) {
            value.write(content.length >> 8);
        }
        value.write(content.length);
        value.writeBytes(content);
        return value.toByteArray();
    }

    private static byte[] decode(Matcher block) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("a part of it is broken: " + e.getMessage(), e);
        }
    }
}
