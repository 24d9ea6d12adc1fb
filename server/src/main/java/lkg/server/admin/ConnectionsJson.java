package lkg.server.admin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lkg.reactor.LoopStatus;
import lkg.server.ConnectionStatus;
import lkg.server.ServerStatus;

/** The connections as JSON: the same facts as in the table, with times in seconds. */
final class ConnectionsJson {

    private ConnectionsJson() {}

    static byte[] of(ServerStatus status, List<ConnectionStatus> connections) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("open", status.openConnections());
        all.put(
                "stuckLoops",
                status.loops().stream()
                        .filter(LoopStatus::isStuck)
                        .map(ConnectionsJson::stuck)
                        .toList());
        all.put("connections", connections.stream().map(ConnectionsJson::object).toList());
        return (text(all) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> stuck(LoopStatus loop) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("loop", loop.name());
        fields.put("seconds", loop.currentTurn());
        fields.put(
                "stack", loop.stack().stream().map(StackTraceElement::toString).toList());
        return fields;
    }

    private static Map<String, Object> object(ConnectionStatus connection) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", connection.number());
        fields.put("client", EscapedText.authority(connection.client()));
        fields.put("loop", connection.loop());
        fields.put("state", connection.state().name());
        fields.put("waitsFor", connection.waitsFor());
        fields.put("waitedSeconds", connection.waited());
        fields.put("leftSeconds", connection.timeLeft());
        fields.put("ageSeconds", connection.age());
        fields.put("requests", connection.counts().map(ConnectionStatus.Counts::requests));
        fields.put("receivedBytes", connection.counts().map(ConnectionStatus.Counts::receivedBytes));
        fields.put("sentBytes", connection.counts().map(ConnectionStatus.Counts::sentBytes));
        fields.put("request", connection.request());
        return fields;
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ConnectionsJson::text).orElse("null");
        }
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(field -> text(field.getKey()) + ":" + text(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConnectionsJson::text).collect(Collectors.joining(",\n", "[", "]"));
        }
        if (value instanceof Duration duration) {
            return String.valueOf(duration.toMillis() / 1000.0);
        }
        return value instanceof Number ? value.toString() : '"' + EscapedText.of(value.toString()) + '"';
    }
}
