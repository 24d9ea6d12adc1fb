package lkg.server.connection;

/** An event handler that passes its events on to a connection, whose bytes it encrypts. */
public interface Tunnel {

    HttpConnection connection();
}
