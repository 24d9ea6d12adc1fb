package lkg.server.bench.restart;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What clients ask for, and the right answer to it. */
enum Request {
    SMALL_FILE(200, 612, "GET /small.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"),

    /** Takes several writes, so that an instance may be stopped within it. */
    LARGE_FILE(200, 256 * 1024, "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"),

    /** One that a proxy must not repeat. Files take no POST, and 405 is an answer, too: an instance has read it. */
    POST(405, 0, "POST /small.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nx=1");

    private final int status;
    private final byte[] file;
    private final byte[] bytes;

    Request(int status, int fileBytes, String text) {
        this.status = status;
        file = new byte[fileBytes];
        Arrays.fill(file, (byte) 'x');
        bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One in ten is for the large file, one in ten a POST. */
    static Request number(long number) {
        return switch ((int) (number % 10)) {
            case 0 -> LARGE_FILE;
            case 5 -> POST;
            default -> SMALL_FILE;
        };
    }

    /** As it is sent. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** The content of the file that it is for. */
    byte[] file() {
        return file.clone();
    }

    boolean isRightStatus(int answered) {
        return answered == status;
    }

    boolean isRightBody(byte[] body) {
        return this == POST || Arrays.equals(file, body);
    }
}
