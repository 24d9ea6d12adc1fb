package lkg.server.connection;

import lkg.server.context.Peer;

/** An event handler for what comes before the first request: a TLS handshake, or a PROXY header. */
public interface Preface {

    /** Known from the first moment. */
    Peer client();
}
