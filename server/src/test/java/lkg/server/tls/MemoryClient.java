package lkg.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** A client's side of TLS, in memory: bytes in, bytes out. */
final class MemoryClient {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int LARGE = 40_000;

    final SSLEngine engine;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private ByteBuffer encrypted = ByteBuffer.allocate(0);

    MemoryClient(String protocol) {
        engine = TestCertificate.client().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
    }

    /** What the client has to say about the handshake or its end now: empty if it waits for the server. */
    byte[] says() throws SSLException {
        if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("NONE")) {
            engine.beginHandshake();
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> said.writeBytes(wrap(NOTHING));
                case NEED_UNWRAP -> {
                    if (!unwrap()) {
                        return said.toByteArray();
                    }
                }
                default -> {
                    return said.toByteArray();
                }
            }
        }
    }

    /** {@code plain} in one record or more. */
    byte[] encrypts(byte[] plain) throws SSLException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        ByteBuffer left = ByteBuffer.wrap(plain);
        while (left.hasRemaining()) {
            records.writeBytes(wrap(left));
        }
        return records.toByteArray();
    }

    byte[] encrypts(String text) throws SSLException {
        return encrypts(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    byte[] saysEnd() throws SSLException {
        engine.closeOutbound();
        return wrap(NOTHING);
    }

    /** The server has sent {@code bytes}, which the client reads. */
    void reads(byte[] bytes) throws SSLException {
        encrypted = ByteBuffer.allocate(encrypted.remaining() + bytes.length)
                .put(encrypted)
                .put(bytes)
                .flip();
        if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING) {
            while (unwrap()) {}
        }
    }

    /** All that the server has sent since the handshake. */
    byte[] received() {
        return received.toByteArray();
    }

    String receivedText() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    private boolean unwrap() throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(LARGE);
        SSLEngineResult result = engine.unwrap(encrypted, plain);
        received.write(plain.array(), 0, plain.position());
        return result.bytesConsumed() > 0;
    }

    private byte[] wrap(ByteBuffer plain) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(LARGE);
        engine.wrap(plain, record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }
}
