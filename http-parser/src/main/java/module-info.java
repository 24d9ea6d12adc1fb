/** HTTP/1.1 messages, in both directions, without I/O. */
module lkg.http {
    requires transitive lkg.buffer;

    exports lkg.http;
}
