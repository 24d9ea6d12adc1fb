package lkg.server;

import java.time.Duration;

/**
 * The settings that are numbers, each with its default and its bounds. They stand here and nowhere else: the builder,
 * the command line and the tables of the docs read them.
 */
public enum Setting {
    PORT("port", Unit.COUNT, 8080, 0, 65_535),
    BACKLOG("backlog", Unit.COUNT, 1024, 1, Integer.MAX_VALUE),
    LOOPS("loops", Unit.COUNT, Runtime.getRuntime().availableProcessors(), 1, 10_000),
    WORKERS("workers", Unit.COUNT, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), 1, 100_000),
    QUEUE_CAPACITY("queueCapacity", Unit.COUNT, 1024, 1, Integer.MAX_VALUE),
    MAX_CONNECTIONS("maxConnections", Unit.COUNT, 8192, 1, Integer.MAX_VALUE),
    MAX_REQUESTS_PER_CONNECTION("maxRequestsPerConnection", Unit.COUNT, 1000, 1, Integer.MAX_VALUE),
    MAX_REQUEST_LINE_BYTES("maxRequestLineBytes", Unit.BYTES, 8 * 1024, 1, Integer.MAX_VALUE / 4),
    MAX_HEAD_BYTES("maxHeadBytes", Unit.BYTES, 16 * 1024, 1, Integer.MAX_VALUE / 4),
    MAX_FIELDS("maxFields", Unit.COUNT, 100, 1, 1_000_000),
    MAX_BODY_BYTES("maxBodyBytes", Unit.BYTES, 1024 * 1024, 0, Integer.MAX_VALUE / 4),
    MAX_STREAMED_BODY_BYTES("maxStreamedBodyBytes", Unit.BYTES, Long.MAX_VALUE, 0, Long.MAX_VALUE),
    MAX_BYTES_IN_FLIGHT(
            "maxBytesInFlight", Unit.BYTES, Runtime.getRuntime().maxMemory() / 4, 64 * 1024, Long.MAX_VALUE),
    IDLE_TIMEOUT("idleTimeout", Unit.MILLIS, 30_000, 1, Setting.TEN_YEARS_MILLIS),
    HEAD_TIMEOUT("headTimeout", Unit.MILLIS, 10_000, 1, Setting.TEN_YEARS_MILLIS),
    STALL_TIMEOUT("stallTimeout", Unit.MILLIS, 60_000, 1, Setting.TEN_YEARS_MILLIS),
    MIN_RATE("minRate", Unit.BYTES, 240, 0, Integer.MAX_VALUE),
    HANDLER_TIMEOUT("handlerTimeout", Unit.MILLIS, 0, 0, Setting.TEN_YEARS_MILLIS),
    LINGER_TIMEOUT("lingerTimeout", Unit.MILLIS, 5_000, 1, Setting.TEN_YEARS_MILLIS),
    DRAIN_DELAY("drainDelay", Unit.MILLIS, 0, 0, Setting.TEN_YEARS_MILLIS),

    /** Of {@link lkg.server.files.StaticFiles}: memory for the files that were looked up. */
    CACHE_BYTES("cacheBytes", Unit.BYTES, Runtime.getRuntime().maxMemory() / 8, 0, Long.MAX_VALUE),

    /** Of {@link lkg.server.files.StaticFiles}: how long a client may use a file without asking again. */
    MAX_AGE("maxAge", Unit.MILLIS, 0, 0, Setting.TEN_YEARS_MILLIS),

    /** An argument of {@link LkgServer#shutdown}. */
    GRACE("grace", Unit.MILLIS, 8_000, 0, Setting.TEN_YEARS_MILLIS);

    private static final long TEN_YEARS_MILLIS = 3_650 * Unit.DAY_MILLIS;

    private enum Unit {
        COUNT,
        BYTES,
        MILLIS;

        private static final long SECOND_MILLIS = 1000;
        private static final long DAY_MILLIS = 24 * 60 * 60 * SECOND_MILLIS;

        /** For messages: in the largest unit that needs no fraction. */
        String format(long value) {
            return switch (this) {
                case COUNT -> String.valueOf(value);
                case BYTES -> value == 1 ? "1 byte" : value + " bytes";
                case MILLIS -> formatMillis(value);
            };
        }

        private static String formatMillis(long value) {
            if (value % SECOND_MILLIS != 0) {
                return value + " ms";
            }
            return value % DAY_MILLIS == 0 && value != 0 ? value / DAY_MILLIS + " days" : value / SECOND_MILLIS + " s";
        }
    }

    private final String builderMethod;
    private final Unit unit;
    private final long defaultValue;
    private final long least;
    private final long most;

    Setting(String builderMethod, Unit unit, long defaultValue, long least, long most) {
        this.builderMethod = builderMethod;
        this.unit = unit;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
    }

    /** The name of the method of a builder that sets it. */
    public String builderMethod() {
        return builderMethod;
    }

    /** Whether {@link ServerBuilder} sets it. The last three are of others. */
    public boolean isOfServer() {
        return ordinal() < CACHE_BYTES.ordinal();
    }

    /** A count, bytes, or milliseconds. */
    public long defaultValue() {
        return defaultValue;
    }

    /** The default of a setting that is a time. */
    public Duration defaultDuration() {
        return Duration.ofMillis(defaultValue);
    }

    /**
     * Returns {@code value} if it is within the bounds.
     *
     * @throws InvalidSettingException if it is not
     */
    public long check(long value) {
        if (value < least || value > most) {
            throw new InvalidSettingException("%s must be " + bounds() + ", but was " + unit.format(value), this);
        }
        return value;
    }

    /** For messages, such as "between 0 and 65535". */
    public String bounds() {
        return most == Long.MAX_VALUE
                ? "at least " + unit.format(least)
                : "between " + unit.format(least) + " and " + unit.format(most);
    }
}
