package lkg.server.watch;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lkg.reactor.Await;

/**
 * What a handler waits for, in words.
 *
 * @param interest the readiness that the selector looks for: "read", "write", "accept" or "none"
 */
record Awaited(String text, String interest) {

    private static final Pattern DURATION = Pattern.compile("PT\\S+");
    private static final double MILLIS_PER_SECOND = 1e3;

    static Awaited of(Await await) {
        String text = DURATION.matcher(await.toString()).replaceAll(Awaited::seconds);
        String interest = text.contains("readable")
                ? "read"
                : text.contains("writable") ? "write" : text.contains("acceptable") ? "accept" : "none";
        return new Awaited(text, interest);
    }

    boolean isForWakeUp() {
        return text.equals(Await.woken().toString());
    }

    private static String seconds(MatchResult duration) {
        double seconds = Duration.parse(duration.group()).toMillis() / MILLIS_PER_SECOND;
        return seconds == Math.rint(seconds) ? Math.round(seconds) + " s" : seconds + " s";
    }
}
