package lkg.server.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lkg.reactor.LoopLog;

/**
 * How many descriptors the process may have open. Each connection takes one, and so does each large file that is
 * open. Only Linux is asked: other systems have no file that tells.
 */
public final class DescriptorLimit {

    private static final LoopLog log = LoopLog.of(DescriptorLimit.class);

    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** The soft limit, unless it is "unlimited". At its start the JVM has raised it to the hard one. */
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\d{1,18}) ");

    /** For all that is no connection: the listener, the selectors, jars, and some files that are being sent. */
    private static final int OTHER_DESCRIPTORS = 64;

    private DescriptorLimit() {}

    /** The limit, if it is known and there is one. */
    public static OptionalLong get() {
        try {
            return limit(Files.readString(LIMITS));
        } catch (IOException e) {
            log.debug("the limit of open descriptors is unknown", e);
            return OptionalLong.empty();
        }
    }

    private static OptionalLong limit(String limits) {
        Matcher openFiles = OPEN_FILES.matcher(limits);
        return openFiles.find() ? OptionalLong.of(Long.parseLong(openFiles.group(1))) : OptionalLong.empty();
    }

    /** Logs a warning if {@code maxConnections} cannot be reached because the process would run out of descriptors. */
    public static void warnIfBelow(int maxConnections) {
        try {
            warning(maxConnections, Files.readString(LIMITS)).ifPresent(log::warn);
        } catch (IOException e) {
            log.debug("the limit of open descriptors is unknown", e);
        }
    }

    /** The warning for a process with these limits, a text such as Linux gives; empty if they suffice. */
    static Optional<String> warning(int maxConnections, String limits) {
        OptionalLong limit = limit(limits);
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        long descriptors = limit.getAsLong();
        long needed = (long) maxConnections + OTHER_DESCRIPTORS;
        return needed <= descriptors
                ? Optional.empty()
                : Optional.of("at most " + maxConnections + " connections are allowed, but the process may have only "
                        + descriptors + " descriptors open (ulimit -n): raise that limit to " + needed
                        + ", or lower the maximum of connections to " + Math.max(1, descriptors - OTHER_DESCRIPTORS));
    }
}
