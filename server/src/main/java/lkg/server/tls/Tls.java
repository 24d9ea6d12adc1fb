package lkg.server.tls;

import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How the connections of one server speak TLS: 1.2 or 1.3, with a key that is new for each connection (forward
 * secrecy) and with encryption that also authenticates. Browsers since 2015 know that, and openssl since 1.0.1.
 *
 * @param contexts is asked at each handshake, on a thread of {@code executor}
 * @param executor runs handshakes, which take a millisecond or more of computing
 */
public record Tls(Supplier<SSLContext> contexts, Executor executor) {

    SSLEngine newEngine() {
        SSLEngine engine = contexts.get().createSSLEngine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .filter(Tls::isStrong)
                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        engine.setUseClientMode(false);
        return engine;
    }

    private static boolean isStrong(String suite) {
        return suite.matches("TLS_(AES|CHACHA20)_.*|TLS_ECDHE_.*_(GCM|CHACHA20)_.*");
    }
}
