package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventTest {

    static List<List<String>> dataOnTheWire() {
        return List.of(
                List.of("hello", "data: hello\n\n"),
                List.of("", "data: \n\n"),
                List.of("a\nb", "data: a\ndata: b\n\n"),
                List.of("a\r\nb", "data: a\ndata: b\n\n"),
                List.of("a\rb", "data: a\ndata: b\n\n"),
                List.of("a\n\nb", "data: a\ndata: \ndata: b\n\n"),
                List.of("a\n", "data: a\ndata: \n\n"),
                List.of("\n", "data: \ndata: \n\n"),
                List.of(" a", "data:  a\n\n"),
                List.of("bär", "data: bär\n\n"));
    }

    @ParameterizedTest
    @MethodSource("dataOnTheWire")
    void eachLineOfTheDataIsAField(List<String> dataAndWire) {
        assertThat(wire(ServerSentEvent.of(dataAndWire.get(0)))).isEqualTo(dataAndWire.get(1));
    }

    @Test
    void typeAndIdentifierAreFieldsOfTheirOwn() {
        ServerSentEvent event = ServerSentEvent.of("milk").withType("added").withId("7");

        assertThat(wire(event)).isEqualTo("event: added\nid: 7\ndata: milk\n\n");
    }

    @Test
    void theLastTypeAndIdentifierCount() {
        ServerSentEvent event =
                ServerSentEvent.of("").withType("a").withId("1").withType("b").withId("2");

        assertThat(wire(event)).isEqualTo("event: b\nid: 2\ndata: \n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "\r\n"})
    void aLineBreakCannotForgeAField(String value) {
        ServerSentEvent event = ServerSentEvent.of("");

        assertThatThrownBy(() -> event.withType(value)).hasMessageContaining("type");
        assertThatThrownBy(() -> event.withId(value)).hasMessageContaining("identifier");
    }

    @Test
    void anIdentifierThatClientsWouldIgnoreIsRefused() {
        assertThatThrownBy(() -> ServerSentEvent.of("").withId("a\0")).hasMessageContaining("NUL");
    }

    @Property
    void aClientUnderstandsEachEvent(
            @ForAll @Chars({'\r', '\n', ' ', ':', 'a', 'ä'}) String data,
            @ForAll @CharRange(from = ' ', to = '~') String type,
            @ForAll @CharRange(from = ' ', to = '~') String id) {
        ServerSentEvent event = ServerSentEvent.of(data).withType(type).withId(id);
        EventSource client = new EventSource();

        client.receive(wire(event) + wire(event));

        String normalised = data.replace("\r\n", "\n").replace('\r', '\n');
        assertThat(client.dispatched).hasSize(2).containsOnly(List.of(type, id, normalised));
    }

    private static String wire(ServerSentEvent event) {
        return new String(event.bytes(), StandardCharsets.UTF_8);
    }

    /** Interprets an event stream as WHATWG HTML §9.2.6 prescribes it to browsers. */
    private static final class EventSource {

        /** The type, last event identifier and data of each event. */
        final List<List<String>> dispatched = new ArrayList<>();

        private String data = "";
        private String type = "";
        private String lastId = "";

        void receive(String stream) {
            // A line ends with CRLF, LF or CR; the rest behind the last one is no line.
            String[] lines = stream.split("\r\n|\n|\r", -1);
            for (int i = 0; i < lines.length - 1; i++) {
                processLine(lines[i]);
            }
        }

        private void processLine(String line) {
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                dispatch();
            } else if (colon < 0) {
                processField(line, "");
            } else if (colon > 0) {
                String value = line.substring(colon + 1);
                processField(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
            }
        }

        private void processField(String name, String value) {
            switch (name) {
                case "event" -> type = value;
                case "data" -> data += value + "\n";
                case "id" -> lastId = value.contains("\0") ? lastId : value;
                default -> throw new AssertionError("unknown field '" + name + "'");
            }
        }

        private void dispatch() {
            if (!data.isEmpty()) {
                dispatched.add(List.of(type, lastId, data.substring(0, data.length() - 1)));
            }
            data = "";
            type = "";
        }
    }
}
