package lkg.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/** The file to which everything is logged in the tests. */
final class TestLog {

    private static final long LIMIT_NANOS = 5_000_000_000L;

    private TestLog() {}

    /** Waits until the log contains {@code text}. */
    static void expect(String text, String because) throws Exception {
        long start = System.nanoTime();
        while (!contains(text)) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("the log does not contain \"" + text + "\", although " + because);
            }
            Thread.onSpinWait();
        }
    }

    static boolean contains(String text) throws IOException {
        return Files.readString(file()).contains(text);
    }

    static int count(String text) throws IOException {
        return Files.readString(file()).split(Pattern.quote(text), -1).length - 1;
    }

    private static Path file() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = TestLog.class.getResourceAsStream("/simplelogger.properties")) {
            settings.load(in);
        }
        return Path.of(settings.getProperty("org.slf4j.simpleLogger.logFile"));
    }
}
