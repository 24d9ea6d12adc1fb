package lkg.server.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.LoopStatus;
import lkg.server.ConnectionStatus;
import lkg.server.LkgServer;
import lkg.server.ServerStatus;

/** What each connection does and waits for: a table for people, or JSON. */
final class ConnectionsPage {

    private static final int MAX_CONNECTIONS = 10_000;

    private static final List<String> COLUMNS = List.of(
            "number",
            "client",
            "loop",
            "state",
            "waits for",
            "waited",
            "left",
            "age",
            "requests",
            "received",
            "sent",
            "request");

    private static final double NANOS_PER_SECOND = 1e9;

    private ConnectionsPage() {}

    static CompletionStage<HttpResponse> of(Optional<LkgServer> server, HttpRequest request) {
        boolean isJson = request.queryParameter("format").equals(Optional.of("json"))
                || request.headers()
                        .first("Accept")
                        .filter(accept -> accept.contains("application/json"))
                        .isPresent();
        if (server.isEmpty()) {
            return CompletableFuture.completedStage(HttpResponse.text(503, "starting\n"));
        }
        return server.get().connections(MAX_CONNECTIONS).thenApply(connections -> {
            ServerStatus status = server.get().status();
            List<ConnectionStatus> oldestFirst = connections.stream()
                    .sorted(Comparator.comparing(ConnectionStatus::number))
                    .toList();
            return isJson
                    ? HttpResponse.bytes(200, "application/json", ConnectionsJson.of(status, oldestFirst))
                    : HttpResponse.text(200, table(status, oldestFirst));
        });
    }

    static String table(ServerStatus status, List<ConnectionStatus> connections) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        connections.forEach(connection -> rows.add(row(connection)));
        StringBuilder text = new StringBuilder();
        text.append(status.openConnections())
                .append(" open, ")
                .append(connections.size())
                .append(" shown\n");
        status.loops().stream().filter(LoopStatus::isStuck).forEach(loop -> appendStuck(text, loop));
        text.append('\n');
        int[] widths = new int[COLUMNS.size() - 1];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(row.get(widths.length)).append('\n');
        }
        return text.toString();
    }

    private static void appendStuck(StringBuilder text, LoopStatus loop) {
        text.append(loop.name()).append(" is stuck for ").append(seconds(loop.currentTurn()));
        text.append("; its connections are missing here. It is in\n");
        loop.stack().forEach(frame -> text.append("    ").append(frame).append('\n'));
    }

    private static List<String> row(ConnectionStatus connection) {
        Optional<ConnectionStatus.Counts> counts = connection.counts();
        return List.of(
                String.valueOf(connection.number()),
                EscapedText.authority(connection.client()),
                connection.loop(),
                connection.state().name(),
                connection.waitsFor(),
                connection.waited().map(ConnectionsPage::seconds).orElse("-"),
                connection.timeLeft().map(ConnectionsPage::seconds).orElse("-"),
                seconds(connection.age()),
                counts.map(count -> String.valueOf(count.requests())).orElse("-"),
                counts.map(count -> String.valueOf(count.receivedBytes())).orElse("-"),
                counts.map(count -> String.valueOf(count.sentBytes())).orElse("-"),
                connection.request().map(EscapedText::of).orElse("-"));
    }

    /** With one digit behind the point, in the same unit for all, so that a column can be compared. */
    private static String seconds(Duration duration) {
        long tenths = Math.round(duration.toNanos() / NANOS_PER_SECOND * 10);
        return tenths / 10 + "." + Math.abs(tenths % 10) + " s";
    }
}
