package lkg.server.log;

import java.time.Instant;
import java.util.function.Function;

/** The text of a point in time, which is made anew only when another second has begun. For one thread. */
final class SecondText {

    private final Function<Instant, String> format;
    private long second = Long.MIN_VALUE;
    private String text = "";

    SecondText(Function<Instant, String> format) {
        this.format = format;
    }

    String at(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000L);
        if (now != second) {
            second = now;
            text = format.apply(Instant.ofEpochSecond(now));
        }
        return text;
    }
}
