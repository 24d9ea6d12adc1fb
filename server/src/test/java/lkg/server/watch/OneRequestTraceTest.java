package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lkg.server.Client;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of docs/one-request.md is what a trace of that request says, row by row. */
@Tag("project")
class OneRequestTraceTest {

    private static final Pattern ROW = Pattern.compile("\\| \\d+ \\|.*");
    private static final double NANOS_PER_SECOND = 1e9;

    /** The events of each row. */
    private static final List<List<String>> ROWS = List.of(
            List.of("accepted"),
            List.of("opened", "armed"),
            List.of("taken"),
            List.of("received", "request"),
            List.of("response"),
            List.of("sent", "answered"),
            List.of("armed"),
            List.of("due", "armed"),
            List.of("taken", "received", "request", "response", "sent", "answered", "armed"),
            List.of("taken", "received"),
            List.of("closed", "ended"));

    /** A file that was changed a moment ago would not be remembered. */
    private static final Path DOCS = Path.of("../docs");

    @Test
    void theTraceIsTheTable() throws Exception {
        List<Map<String, Object>> trace = trace();

        assertThat(trace)
                .as("the events of the third connection")
                .extracting(event -> event.get("kind"))
                .containsExactlyElementsOf(ROWS.stream().flatMap(List::stream).toList());
        assertThat(describe(trace)).containsExactlyElementsOf(table());
    }

    /** Of the third connection, which is dealt to the second loop, and asks for a file that was asked for before. */
    private static List<Map<String, Object>> trace() throws IOException {
        try (TracedServer server = new TracedServer(
                        LkgServer.builder().wiring(Wiring.INLINE).loops(2), StaticFiles.of(DOCS));
                Client first = new Client(server.port());
                Client second = new Client(server.port())) {
            first.get("/CHANGELOG.md").response();
            second.get("/CHANGELOG.md").response();
            Object c = askTwice(server);
            server.awaitEvent(event -> c.equals(event.get("c")) && "ended".equals(event.get("kind")));
            List<Map<String, Object>> trace = new ArrayList<>();
            trace.add(server.awaitEvent(event ->
                    "accepted".equals(event.get("kind")) && event.get("open").equals(3L)));
            server.eventsOf(c).stream()
                    .filter(event -> !"putright".equals(event.get("kind")))
                    .forEach(trace::add);
            return trace;
        }
    }

    /** Asks, waits until the connection counts as idle, asks again and leaves. Returns the number of the connection. */
    private static Object askTwice(TracedServer server) throws IOException {
        try (Client client = new Client(server.port())) {
            client.get("/CHANGELOG.md").response();
            List<Map<String, Object>> events = server.events();
            Object c = events.stream()
                    .filter(event -> "opened".equals(event.get("kind")))
                    .reduce((one, later) -> later)
                    .orElseThrow()
                    .get("c");
            server.awaitEvent(event -> c.equals(event.get("c")) && "IDLE".equals(event.get("state")));
            client.get("/CHANGELOG.md").response();
            return c;
        }
    }

    /** Thread, owner, interest and deadline after each row, in the words of the table. */
    private static List<List<String>> describe(List<Map<String, Object>> trace) {
        List<List<String>> rows = new ArrayList<>();
        String owner = "nobody";
        String interest = "none";
        String deadline = "none";
        int next = 0;
        for (List<String> kinds : ROWS) {
            List<String> owners = new ArrayList<>();
            String thread = "";
            for (int i = 0; i < kinds.size(); i++, next++) {
                Map<String, Object> event = trace.get(next);
                thread = event.get("thread").toString().replace("lkg-loop-", "loop ");
                owner = event.containsKey("owner") ? owner(event) : owner;
                interest = event.containsKey("interest") ? event.get("interest").toString() : interest;
                deadline = event.containsKey("deadline") ? deadline(event) : deadline;
                if (event.containsKey("owner") || owners.isEmpty()) {
                    owners.add(owner);
                }
            }
            boolean hasChanged = kinds.contains("armed") && !kinds.contains("opened");
            String both = hasChanged && owners.size() > 1 ? String.join(", then ", owners) : owner;
            boolean isAtWork = owner.equals("event handler");
            rows.add(List.of(
                    thread,
                    both,
                    isAtWork ? interest + ", but the selector does not look now" : interest,
                    isAtWork ? "void" : deadline));
        }
        return rows;
    }

    private static String owner(Map<String, Object> event) {
        return event.get("owner").equals("handler")
                ? "event handler"
                : event.get("owner").toString();
    }

    private static String deadline(Map<String, Object> event) {
        Object until = event.get("deadline");
        return until == null
                ? "none"
                : "in " + Math.round(((Long) until - (Long) event.get("t")) / NANOS_PER_SECOND) + " s";
    }

    private static List<List<String>> table() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DOCS.resolve("one-request.md"))) {
            if (ROW.matcher(line).matches()) {
                List<String> cells = Arrays.asList(line.split(" *\\| *"));
                String interest = cells.get(5).equals("the same")
                        ? rows.get(rows.size() - 1).get(2)
                        : cells.get(5);
                String deadline = cells.get(6).replace("still in the queue, but void", "void");
                rows.add(List.of(cells.get(3), cells.get(4), interest, deadline));
            }
            if (rows.size() == ROWS.size()) {
                return rows;
            }
        }
        throw new AssertionError("the table is not there");
    }
}
