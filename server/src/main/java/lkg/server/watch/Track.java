package lkg.server.watch;

/** What a trace remembers of one connection. Belongs to whoever owns the connection. */
final class Track {

    final long number;
    boolean woken;
    boolean isAtWork;
    long received;
    long sent;
    int requests;

    /** Reads since the last head was complete. */
    int reads;

    /** Where in all that was received the last head ended. */
    long headEnd;

    long requestNanos;

    Track(long number) {
        this.number = number;
    }
}
