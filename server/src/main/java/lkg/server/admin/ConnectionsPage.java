package lkg.server.admin;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.LoopStatus;
import lkg.server.ConnectionStatus;
import lkg.server.LkgServer;
import lkg.server.ServerStatus;

/** What each connection does and waits for: a table for people, or JSON. Times are in seconds. */
final class ConnectionsPage {

    private static final int MAX_CONNECTIONS = 10_000;

    private static final List<String> COLUMNS = List.of(
            "number",
            "client",
            "loop",
            "state",
            "waits_for",
            "waited_s",
            "left_s",
            "age_s",
            "requests",
            "received",
            "sent",
            "request");

    private ConnectionsPage() {}

    static CompletionStage<HttpResponse> of(Optional<LkgServer> server, HttpRequest request) {
        boolean isJson = request.queryParameter("format").equals(Optional.of("json"))
                || request.headers().all("Accept").stream().anyMatch(accept -> accept.contains("application/json"));
        if (server.isEmpty()) {
            return CompletableFuture.completedStage(HttpResponse.text(503, "starting\n"));
        }
        return server.get().connections(MAX_CONNECTIONS).thenApply(connections -> {
            ServerStatus status = server.get().status();
            List<List<Optional<Object>>> rows = connections.stream()
                    .sorted(Comparator.comparing(ConnectionStatus::number))
                    .map(ConnectionsPage::row)
                    .toList();
            return isJson
                    ? HttpResponse.bytes(200, "application/json", EscapedText.bytes(json(status, rows)))
                    : HttpResponse.text(200, table(status, rows));
        });
    }

    /** The cells of one line: numbers, texts that were escaped, and what is not known. */
    static List<Optional<Object>> row(ConnectionStatus connection) {
        Optional<ConnectionStatus.Counts> counts = connection.counts();
        return List.of(
                Optional.of(connection.number()),
                Optional.of(EscapedText.authority(connection.client())),
                Optional.of(connection.loop()),
                Optional.of(connection.state()),
                Optional.of(connection.waitsFor()),
                connection.waited().map(ConnectionsPage::seconds),
                connection.timeLeft().map(ConnectionsPage::seconds),
                Optional.of(seconds(connection.age())),
                counts.map(ConnectionStatus.Counts::requests),
                counts.map(ConnectionStatus.Counts::receivedBytes),
                counts.map(ConnectionStatus.Counts::sentBytes),
                connection.request().map(EscapedText::of));
    }

    /** With one digit behind the point. */
    private static Object seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }

    static String table(ServerStatus status, List<List<Optional<Object>>> rows) {
        List<List<String>> lines = Stream.concat(
                        Stream.of(COLUMNS),
                        rows.stream()
                                .map(row -> row.stream()
                                        .map(cell -> cell.map(Object::toString).orElse("-"))
                                        .toList()))
                .toList();
        int[] widths = IntStream.range(0, COLUMNS.size())
                .map(i -> lines.stream()
                        .mapToInt(line -> line.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        text.append(status.openConnections())
                .append(" open, ")
                .append(rows.size())
                .append(" shown\n");
        stuck(status).forEach(loop -> {
            text.append(loop.name()).append(" is stuck for ").append(seconds(loop.currentTurn()));
            text.append(" s; its connections are missing here. It is in\n");
            loop.stack().forEach(frame -> text.append("    ").append(frame).append('\n'));
        });
        for (List<String> line : lines) {
            text.append(IntStream.range(0, widths.length)
                            .mapToObj(i -> line.get(i)
                                    + " ".repeat(widths[i] - line.get(i).length()))
                            .collect(Collectors.joining("  "))
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    static String json(ServerStatus status, List<List<Optional<Object>>> rows) {
        String stuck = stuck(status)
                .map(loop -> "{\"loop\":\"" + loop.name() + "\",\"turn_s\":" + seconds(loop.currentTurn())
                        + ",\"stack\":\""
                        + EscapedText.of(String.join(
                                "\n",
                                loop.stack().stream().map(Object::toString).toList())) + "\"}")
                .collect(Collectors.joining(","));
        String connections = rows.stream()
                .map(row -> IntStream.range(0, COLUMNS.size())
                        .mapToObj(i -> '"' + COLUMNS.get(i) + "\":" + json(row.get(i)))
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(",\n"));
        return "{\"open\":" + status.openConnections() + ",\"stuck\":[" + stuck + "],\"connections\":[" + connections
                + "]}\n";
    }

    private static String json(Optional<Object> cell) {
        return cell.map(value -> value instanceof Number ? value.toString() : '"' + value.toString() + '"')
                .orElse("null");
    }

    private static Stream<LoopStatus> stuck(ServerStatus status) {
        return status.loops().stream().filter(loop -> !loop.stack().isEmpty());
    }
}
