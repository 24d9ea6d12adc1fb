package lkg.server.context;

/** An event handler for what comes before the first request: a TLS handshake, or a PROXY header. */
public interface Preface {

    /** Known from the first moment. */
    Peer client();
}
