package lkg.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One server-sent event (WHATWG HTML §9.2.6). Immutable: one event may be offered to many streams. */
public final class ServerSentEvent {

    private final Optional<String> type;
    private final Optional<String> id;
    private final String data;
    private final byte[] bytes;

    private ServerSentEvent(Optional<String> type, Optional<String> id, String data) {
        this.type = type;
        this.id = id;
        this.data = data;
        this.bytes = encode().getBytes(StandardCharsets.UTF_8);
    }

    /** An event that has only data. Each line break in it, also the last, arrives as {@code \n}. */
    public static ServerSentEvent of(String data) {
        return new ServerSentEvent(Optional.empty(), Optional.empty(), data);
    }

    /** The same event with a type, which a browser's {@code addEventListener} names. */
    public ServerSentEvent withType(String type) {
        requireOneLine("type", type);
        return new ServerSentEvent(Optional.of(type), id, data);
    }

    /** The same event with an identifier, which a client that reconnects sends as {@code Last-Event-ID}. */
    public ServerSentEvent withId(String id) {
        requireOneLine("identifier", id);
        return new ServerSentEvent(type, Optional.of(id), data);
    }

    private static void requireOneLine(String what, String value) {
        if (value.contains("\r") || value.contains("\n") || value.contains("\0")) {
            throw new IllegalArgumentException("the " + what + " of an event must hold no line break and no NUL");
        }
    }

    /** Clients drop one space behind each colon, so a space at the beginning of a value needs this one before it. */
    private String encode() {
        StringBuilder lines = new StringBuilder();
        type.ifPresent(value -> lines.append("event: ").append(value).append('\n'));
        id.ifPresent(value -> lines.append("id: ").append(value).append('\n'));
        for (String line : data.split("\r\n|\r|\n", -1)) {
            lines.append("data: ").append(line).append('\n');
        }
        return lines.append('\n').toString();
    }

    /** The event as it goes over the wire. Not a copy. */
    byte[] bytes() {
        return bytes;
    }
}
