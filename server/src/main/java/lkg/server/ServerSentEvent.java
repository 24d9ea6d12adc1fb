package lkg.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One event as it goes over the wire (WHATWG HTML §9.2.6). Immutable: one event may be offered to many streams. */
public final class ServerSentEvent {

    private final byte[] bytes;

    private ServerSentEvent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** An event that has only data; line breaks in it arrive as they are. */
    public static ServerSentEvent of(String data) {
        StringBuilder lines = new StringBuilder();
        data.lines().forEach(line -> lines.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            lines.append("data: \n");
        }
        return new ServerSentEvent(lines.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same event with a type, which a browser's {@code addEventListener} names. */
    public ServerSentEvent withType(String type) {
        return with("event", type);
    }

    /** The same event with an identifier, which a client that comes back sends as {@code Last-Event-ID}. */
    public ServerSentEvent withId(String id) {
        return with("id", id);
    }

    private ServerSentEvent with(String field, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the " + field + " of an event must not hold a line break");
        }
        byte[] line = (field + ": " + value + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(line, line.length + bytes.length);
        System.arraycopy(bytes, 0, both, line.length, bytes.length);
        return new ServerSentEvent(both);
    }

    /** Not a copy. */
    byte[] bytes() {
        return bytes;
    }
}
