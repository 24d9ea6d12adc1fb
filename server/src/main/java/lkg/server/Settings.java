package lkg.server;

import static lkg.server.Setting.*;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import lkg.http.ParserLimits;
import lkg.server.context.ConnectionConfig;
import lkg.server.context.Timeouts;
import lkg.server.proxy.TrustedProxies;

/** The values of a builder's settings: those that were set, and the defaults of the others. */
final class Settings {

    private final Map<Setting, Long> given = new EnumMap<>(Setting.class);

    void set(Setting setting, long value) {
        if (!setting.isOfServer()) {
            throw new IllegalArgumentException(setting + " is no setting of the server: it is for "
                    + (setting == GRACE ? "LkgServer.shutdown" : "StaticFiles.builder"));
        }
        given.put(setting, setting.check(value));
    }

    long value(Setting setting) {
        return given.getOrDefault(setting, setting.defaultValue());
    }

    boolean isGiven(Setting setting) {
        return given.containsKey(setting);
    }

    /** The values of all settings of the server. */
    Map<Setting, Long> values() {
        Map<Setting, Long> values = new EnumMap<>(Setting.class);
        Arrays.stream(Setting.values()).filter(Setting::isOfServer).forEach(it -> values.put(it, value(it)));
        return values;
    }

    int count(Setting setting) {
        return (int) value(setting);
    }

    private Duration duration(Setting setting) {
        return Duration.ofMillis(value(setting));
    }

    /** What these settings say of each connection, with what is no number. */
    ConnectionConfig connections(Handler handler, Observer observer, TrustedProxies proxies, Wiring wiring) {
        return new ConnectionConfig(
                handler,
                observer,
                proxies,
                wiring,
                limits(),
                value(MAX_STREAMED_BODY_BYTES),
                count(MAX_REQUESTS_PER_CONNECTION),
                value(MIN_RATE),
                value(MAX_BYTES_IN_FLIGHT),
                timeouts());
    }

    Timeouts timeouts() {
        return new Timeouts(
                duration(IDLE_TIMEOUT),
                duration(HEAD_TIMEOUT),
                duration(STALL_TIMEOUT),
                duration(LINGER_TIMEOUT),
                duration(HANDLER_TIMEOUT),
                duration(DRAIN_DELAY));
    }

    /** A default gives way to a value that was set. Two values that were set and contradict each other are refused. */
    ParserLimits limits() {
        int head = count(MAX_HEAD_BYTES);
        int requestLine = count(MAX_REQUEST_LINE_BYTES);
        if (requestLine > head && given.containsKey(MAX_REQUEST_LINE_BYTES) && given.containsKey(MAX_HEAD_BYTES)) {
            throw new InvalidSettingException(
                    "%s (" + requestLine + ") must not exceed %s (" + head + ")",
                    MAX_REQUEST_LINE_BYTES,
                    MAX_HEAD_BYTES);
        }
        return new ParserLimits(
                given.containsKey(MAX_REQUEST_LINE_BYTES) ? requestLine : Math.min(requestLine, head),
                given.containsKey(MAX_HEAD_BYTES) ? head : Math.max(requestLine, head),
                count(MAX_FIELDS),
                count(MAX_BODY_BYTES));
    }

    /** Rounds up, so that a nanosecond does not become zero. A duration that no long can hold becomes the largest. */
    static long millis(Duration timeout) {
        if (timeout.isNegative()) {
            return -1;
        }
        try {
            return timeout.plusNanos(999_999).toMillis();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
