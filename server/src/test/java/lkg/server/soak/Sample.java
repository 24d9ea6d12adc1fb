package lkg.server.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Bytes that the server's process and the clients' process both know, so that each response can be checked. */
final class Sample {

    /** Held in memory by the server. */
    static final byte[] SMALL = bytes(2_000);

    /** Sent from the file, in one turn. */
    static final byte[] MEDIUM = bytes(300_000);

    /** More than one turn and one socket's buffer take. */
    static final byte[] LARGE = bytes(4_000_000);

    private Sample() {}

    /** Neighbouring pieces differ, so that a piece that is missing, doubled or out of its place is noticed. */
    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16));
        }
        return bytes;
    }

    /** What the server answers to a body that it has received. */
    static String receipt(long length, CRC32 checksum) {
        return length + " bytes, checksum " + checksum.getValue() + "\n";
    }

    static String receipt(byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return receipt(body.length, checksum);
    }

    static void writeTo(Path directory) throws IOException {
        Files.write(directory.resolve("small"), SMALL);
        Files.write(directory.resolve("medium"), MEDIUM);
        Files.write(directory.resolve("large"), LARGE);
    }
}
