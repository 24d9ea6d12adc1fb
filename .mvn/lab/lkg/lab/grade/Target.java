package lkg.lab.grade;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The server that is graded.
 *
 * @param path of a page that it answers 200
 * @param patienceMillis how long an answer may take
 * @param idleSeconds within which it should end a connection that waits for its client
 */
record Target(String host, int port, String path, int patienceMillis, int idleSeconds) {

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    Target withPatience(int millis) {
        return new Target(host, port, path, millis, idleSeconds);
    }

    /** A request for the page: its first line up to the version, and more fields, each with its CR LF. */
    byte[] request(String method, String moreFields) {
        return latin1(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + moreFields + "\r\n");
    }

    byte[] get() {
        return request("GET", "");
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
