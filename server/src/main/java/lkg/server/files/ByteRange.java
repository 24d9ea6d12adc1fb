package lkg.server.files;

/** One range of bytes of a file, both ends included (RFC 9110 §14.1.2). */
record ByteRange(long first, long last) {

    long length() {
        return last - first + 1;
    }

    /** Whether the two overlap, or one begins where the other ends. */
    boolean touches(ByteRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    /** The range from the lower first byte to the higher last one. */
    ByteRange joinedWith(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }

    /** The value of {@code Content-Range}. */
    String contentRange(long fileLength) {
        return "bytes " + first + "-" + last + "/" + fileLength;
    }
}
