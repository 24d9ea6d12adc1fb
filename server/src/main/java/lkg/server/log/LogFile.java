package lkg.server.log;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.LongSupplier;
import lkg.reactor.LoopLog;

/**
 * A file to which lines are appended, and which may be rotated without a signal: when it was renamed or removed, it is
 * made anew, at most a second later. For one thread.
 */
public final class LogFile extends FilterOutputStream {

    private static final LoopLog log = LoopLog.of(LogFile.class);

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

    private final Path path;
    private final LongSupplier nanoClock;

    /** What tells this file from another one at its path; empty where the file system has no such thing. */
    private Optional<Object> identity;

    private long lookedNanos;
    private boolean saidWhy;

    LogFile(Path path, LongSupplier nanoClock) throws IOException {
        super(open(path));
        this.path = path;
        this.nanoClock = nanoClock;
        identity = identityNow();
        lookedNanos = nanoClock.getAsLong();
    }

    /**
     * Opens a file, and makes it if there is none.
     *
     * @throws IOException if it cannot be written
     */
    public static LogFile append(Path path) throws IOException {
        return new LogFile(path, System::nanoTime);
    }

    private static OutputStream open(Path path) throws IOException {
        return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (nanoClock.getAsLong() - lookedNanos >= LOOK_AGAIN_NANOS) {
            lookedNanos = nanoClock.getAsLong();
            lookAgain();
        }
        out.write(bytes, offset, length);
    }

    /** Without the right to make a new file, the old one goes on. */
    private void lookAgain() {
        try {
            if (isElsewhere()) {
                OutputStream old = out;
                out = open(path);
                identity = identityNow();
                old.close();
            }
            saidWhy = false;
        } catch (IOException e) {
            if (!saidWhy) {
                log.warn("the access log goes on in its old file, because a new one cannot be opened", e);
            }
            saidWhy = true;
        }
    }

    private boolean isElsewhere() throws IOException {
        try {
            return !identityNow().equals(identity);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private Optional<Object> identityNow() throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }
}
