package lkg.server;

import java.time.Duration;

/**
 * What can be set as a number, with its default and its bounds. They stand here and nowhere else: the builder, the
 * command line and the tables of the docs read them.
 */
public enum Setting {
    PORT("port", "", 8080, 0, 65_535),
    BACKLOG("backlog", "", 1024, 1, Integer.MAX_VALUE),
    LOOPS("loops", "", Runtime.getRuntime().availableProcessors(), 1, 10_000),
    WORKERS("workers", "", Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), 1, 100_000),
    QUEUE_CAPACITY("queueCapacity", "", 1024, 1, Integer.MAX_VALUE),
    MAX_CONNECTIONS("maxConnections", "", 8192, 1, Integer.MAX_VALUE),
    MAX_REQUESTS_PER_CONNECTION("maxRequestsPerConnection", "", 1000, 1, Integer.MAX_VALUE),
    MAX_REQUEST_LINE_BYTES("maxRequestLineBytes", " bytes", 8 * 1024, 1, Integer.MAX_VALUE / 4),
    MAX_HEAD_BYTES("maxHeadBytes", " bytes", 16 * 1024, 1, Integer.MAX_VALUE / 4),
    MAX_FIELDS("maxFields", "", 100, 1, 1_000_000),
    MAX_BODY_BYTES("maxBodyBytes", " bytes", 1024 * 1024, 0, Integer.MAX_VALUE / 4),
    MAX_STREAMED_BODY_BYTES("maxStreamedBodyBytes", " bytes", Long.MAX_VALUE, 0, Long.MAX_VALUE),
    IDLE_TIMEOUT("idleTimeout", " ms", 30_000, 1, Setting.TEN_YEARS_MILLIS),
    HEAD_TIMEOUT("headTimeout", " ms", 10_000, 1, Setting.TEN_YEARS_MILLIS),
    STALL_TIMEOUT("stallTimeout", " ms", 60_000, 1, Setting.TEN_YEARS_MILLIS),
    LINGER_TIMEOUT("lingerTimeout", " ms", 5_000, 1, Setting.TEN_YEARS_MILLIS),
    GRACE("grace", " ms", 8_000, 0, Setting.TEN_YEARS_MILLIS);

    private static final long TEN_YEARS_MILLIS = 3_650L * 24 * 60 * 60 * 1000;

    private final String builderMethod;
    private final String unit;
    private final long defaultValue;
    private final long least;
    private final long most;

    Setting(String builderMethod, String unit, long defaultValue, long least, long most) {
        this.builderMethod = builderMethod;
        this.unit = unit;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
    }

    /** The method of {@link ServerBuilder} that sets it. */
    public String builderMethod() {
        return builderMethod;
    }

    /** A count, bytes, or milliseconds. */
    public long defaultValue() {
        return defaultValue;
    }

    public Duration defaultDuration() {
        return Duration.ofMillis(defaultValue);
    }

    /** Returns {@code value} if this setting can have it. */
    long check(long value) {
        if (value < least || value > most) {
            String bounds = most == Integer.MAX_VALUE || most == Long.MAX_VALUE
                    ? "at least " + least + unit
                    : "from " + least + unit + " to " + most + unit;
            throw new InvalidSettingException("%s must be " + bounds + ", but was " + value + unit, this);
        }
        return value;
    }
}
