package lkg.server.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * The text of a point in time, which is made anew only when another second has begun. For one thread.
 *
 * <p>Without {@link java.time.format.DateTimeFormatter}, whose classes and locales cost a small server many milliseconds
 * at its start.
 */
final class SecondText {

    private final ZoneId zone;
    private final Function<LocalDateTime, String> format;
    private long second = Long.MIN_VALUE;
    private String text = "";

    SecondText(ZoneId zone, Function<LocalDateTime, String> format) {
        this.zone = zone;
        this.format = format;
    }

    String at(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000L);
        if (now != second) {
            second = now;
            text = format.apply(LocalDateTime.ofInstant(Instant.ofEpochSecond(now), zone));
        }
        return text;
    }

    /** As in 09:05:00. */
    static String timeOfDay(LocalDateTime time) {
        return twoDigits(time.getHour()) + ":" + twoDigits(time.getMinute()) + ":" + twoDigits(time.getSecond());
    }

    static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
