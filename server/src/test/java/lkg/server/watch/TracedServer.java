package lkg.server.watch;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;

/** A server on any free port whose trace a test reads. */
final class TracedServer implements AutoCloseable {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.USE_LONG_FOR_INTS, true);

    final Trace trace = new Trace();
    final LkgServer server;

    TracedServer(ServerBuilder builder, Handler handler) throws IOException {
        server = builder.port(0).observer(trace).handler(handler).start();
    }

    int port() {
        return server.port();
    }

    /** All events so far. */
    List<Map<String, Object>> events() {
        return events(trace.ring());
    }

    /** All events of {@code ring}, as a page reads them. Numbers are of type Long. */
    static List<Map<String, Object>> events(EventRing ring) {
        try {
            return JSON.readValue("[" + ring.read(1, Integer.MAX_VALUE).toJson() + "]", new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError("the events are no JSON", e);
        }
    }

    /** The events of connection {@code c}. */
    List<Map<String, Object>> eventsOf(Object c) {
        return events().stream().filter(event -> c.equals(event.get("c"))).toList();
    }

    /** Waits for an event, and returns the first that fits. */
    Map<String, Object> awaitEvent(Predicate<Map<String, Object>> wanted) {
        List<Map<String, Object>> found = new ArrayList<>();
        await().until(() -> {
            events().stream().filter(wanted).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
