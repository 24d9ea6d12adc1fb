package lkg.server.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * By what a client tells two versions of a file apart (RFC 9110 §8.8). They promise no more than is known: what two
 * different files could have in common is no validator.
 *
 * @param entityTag of exactly these bytes; weak only where the system does not tell which file it is
 * @param lastModified in whole seconds. The time of the inode's last change, since that of the last write can be set,
 *     and reproducible builds set it to the same for all files. Absent while the file could change again within that
 *     second, and if it is in the future (§8.8.2.1)
 */
record Validators(Optional<String> entityTag, Optional<Instant> lastModified) {

    /**
     * Those of a file that was read. For bytes in memory the tag is made of them: equal files have equal tags, on any
     * machine. For a large file it is made of its stamp; there is none before each further change will show.
     *
     * @param suffix tells apart the codings of a file
     * @param now before the file was read
     */
    static Validators of(ReadFile file, String suffix, Instant now) {
        Optional<String> tag = file.bytes().isPresent()
                ? Optional.of(tag(file.size(), file.bytes().get().buffer(), suffix))
                : file.stamp().filter(stamp -> stamp.isSettledAt(now)).map(stamp -> tag(stamp, suffix));
        return new Validators(tag, file.stamp().flatMap(stamp -> lastModified(stamp, now)));
    }

    private static String tag(FileStamp stamp, String suffix) {
        ByteBuffer identity = StandardCharsets.UTF_8.encode(
                stamp.file().map(Object::toString).orElse("") + stamp.changed().toInstant());
        return (stamp.file().isPresent() ? "" : EntityTags.WEAK) + tag(stamp.size(), identity, suffix);
    }

    private static Optional<Instant> lastModified(FileStamp stamp, Instant now) {
        return stamp.isSettledAt(now)
                ? Optional.of(stamp.changed().toInstant().truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty();
    }

    /** Two checksums of different polynomials: for different bytes both agree once in 2^64 times. */
    private static String tag(long length, ByteBuffer bytes, String suffix) {
        return "\"" + Long.toHexString(length) + "-" + checksum(new CRC32(), bytes) + checksum(new CRC32C(), bytes)
                + suffix + "\"";
    }

    private static String checksum(Checksum checksum, ByteBuffer bytes) {
        checksum.update(bytes.duplicate());
        // Nine digits without the first: of equal length, so that no two pairs read the same.
        return Long.toHexString(1L << 32 | checksum.getValue()).substring(1);
    }
}
