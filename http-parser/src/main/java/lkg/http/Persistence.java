package lkg.http;

/** Whether a connection stays open after a response (RFC 9112 §9.3). */
public enum Persistence {
    KEEP_ALIVE,
    CLOSE
}
