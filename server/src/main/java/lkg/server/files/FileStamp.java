package lkg.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which file a name led to, and in which state the file was. Costs one system call.
 *
 * <p>On POSIX the state is the time of the inode's last change. The kernel sets it at each change of the content, the
 * rights or the name, and no program can set it to another time, as it can the time of the last write. Other systems do
 * not tell it; there the time of the last write and the length have to do.
 *
 * @param file tells apart files that exist at the same time
 * @param changed the time of the last change
 * @param size in bytes
 */
record FileStamp(Optional<Object> file, FileTime changed, long size) {

    /**
     * Clocks of file systems tick: a second change within the same tick leaves the time as it is. Most tick every few
     * milliseconds, the coarsest every two seconds.
     */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final String UNIX = "unix";

    /** The file that {@code path} leads to now, all links followed. */
    static FileStamp of(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
            Map<String, Object> known = Files.readAttributes(path, "unix:fileKey,ctime,size");
            return new FileStamp(
                    Optional.of(known.get("fileKey")), (FileTime) known.get("ctime"), (Long) known.get("size"));
        }
        BasicFileAttributes known = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileStamp(Optional.ofNullable(known.fileKey()), known.lastModifiedTime(), known.size());
    }

    /** Whether {@code path} leads to the same file in the same state. */
    boolean isStillOf(Path path) {
        try {
            return equals(of(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the file is the one that these attributes are of, as far as they tell. */
    boolean isOf(BasicFileAttributes attributes) {
        return Objects.equals(file.orElse(null), attributes.fileKey()) && size == attributes.size();
    }

    /** Whether any change after {@code now} will show. */
    boolean isSettledAt(Instant now) {
        return changed.toInstant().plus(TICK).isBefore(now);
    }
}
