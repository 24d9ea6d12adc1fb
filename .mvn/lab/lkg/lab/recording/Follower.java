package lkg.lab.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the events that come, and knows when a visit is over: its connections are closed, too. */
final class Follower {

    private static final Duration MAX_VISIT = Duration.ofSeconds(90);

    /** After a visit the last connections may linger. In a wrong server one may stay for ever. */
    private static final Duration MAX_REST = Duration.ofSeconds(6);

    private final String visit;
    private final List<Object> events = new ArrayList<>();
    private final Set<Object> open = new HashSet<>();
    private Optional<Object> kinds = Optional.empty();
    private boolean mayEnd;
    private boolean hasEnded;
    private boolean isDone;
    private long deadlineNanos = System.nanoTime() + MAX_VISIT.toNanos();

    Follower(String visit) {
        this.visit = visit;
    }

    /** The server sends an array of events, or an object with what it knows of the kinds of events by now. */
    void onMessage(Object message) throws IOException {
        if (message instanceof List<?> list) {
            for (Object event : list) {
                onEvent(JsonReader.object(event));
            }
        } else {
            kinds = Optional.of(message);
        }
    }

    private void onEvent(Map<String, Object> event) throws IOException {
        events.add(event);
        switch ((String) event.get("kind")) {
            case "opened" -> open.add(event.get("c"));
            case "closed" -> open.remove(event.get("c"));
            case "draining" -> mayEnd = true; // Its client may be ended together with the server.
            case "visit" -> {
                if (event.get("phase").equals("ends")) {
                    mayEnd = true;
                    hasEnded = true;
                    deadlineNanos = System.nanoTime() + MAX_REST.toNanos();
                }
            }
            case "dropped" -> throw new IOException("visit " + visit + " has more events than the server keeps");
            default -> {}
        }
        isDone = hasEnded && open.isEmpty();
    }

    /** The stream has ended, or the time is up. */
    void onNothingMore() throws IOException {
        if (!mayEnd) {
            throw new IOException("visit " + visit + " has no end within " + MAX_VISIT.toSeconds()
                    + " s, or the server has ended before");
        }
        isDone = true;
    }

    boolean isDone() {
        return isDone;
    }

    long nanosLeft() {
        return deadlineNanos - System.nanoTime();
    }

    Optional<Object> kinds() {
        return kinds;
    }

    List<Object> events() {
        return events;
    }
}
