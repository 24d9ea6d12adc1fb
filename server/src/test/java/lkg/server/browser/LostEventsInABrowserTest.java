package lkg.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import lkg.server.watch.WatchServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The live picture when events came faster than they could be kept. Whichever are lost: the page goes on drawing, and
 * once each loop has said all that it has, the page shows that.
 */
@Tag("browser")
@Tag("project")
class LostEventsInABrowserTest {

    private static final int STEPS = 150;
    private static final int MAX_LOST_AT_ONCE = 40;
    private static final List<String> LOOPS = List.of("lkg-loop-1", "lkg-loop-2");
    private static final List<String> STATES = List.of("HEAD", "IDLE", "ANSWERING", "SENDING");

    /** A snapshot lists so few connections of a loop, and only counts the others. */
    private static final int LISTED = 3;

    @RegisterExtension
    static final Chromium browser = new Chromium();

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final Map<Integer, Connection> open = new LinkedHashMap<>();

    private record Connection(String loop, String state) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatEachLoopSaysLastIsShown(long seed, @TempDir Path folder) throws IOException {
        Random random = new Random(seed);
        play(random);
        Path page = Files.writeString(folder.resolve("recording.html"), pageOf(withLosses(random)));

        browser.open(page.toUri().toString());
        browser.run("lkgWatch.seek(lkgWatch.events().at(-1).n)");

        for (String state : STATES) {
            assertThat(browser.text("[data-place=" + state + "] h3 b"))
                    .as("connections in %s, seed %d", state, seed)
                    .isEqualTo(String.valueOf(openIn(state)));
        }
    }

    private long openIn(String state) {
        return open.values().stream().filter(c -> c.state().equals(state)).count();
    }

    /** Connections come, change their state and go. At the end each loop says all that it has. */
    private void play(Random random) {
        int opened = 0;
        for (int i = 0; i < STEPS; i++) {
            List<Integer> numbers = List.copyOf(open.keySet());
            int number = numbers.isEmpty() ? 0 : any(numbers, random);
            switch (numbers.isEmpty() ? 0 : random.nextInt(8)) {
                case 0, 1, 2 -> open(++opened, any(LOOPS, random));
                case 3, 4 -> arm(number, open.get(number).loop(), any(STATES, random));
                case 5, 6 -> close(number);
                default -> LOOPS.forEach(this::sayAll);
            }
        }
        LOOPS.forEach(this::sayAll);
    }

    /** The loop is not known before the connection is armed. */
    private void open(int number, String loop) {
        tell("opened", loop, Map.of("c", number, "state", "HEAD", "owner", "nobody"));
        arm(number, loop, "HEAD");
    }

    private void arm(int number, String loop, String state) {
        open.put(number, new Connection(loop, state));
        tell("armed", loop, Map.of("c", number, "loop", loop, "owner", "loop", "state", state));
    }

    private void close(int number) {
        String loop = open.remove(number).loop();
        tell("closed", loop, Map.of("c", number, "loop", loop, "owner", "nobody", "state", "CLOSED"));
    }

    private void sayAll(String loop) {
        Map<String, Integer> states = new HashMap<>();
        List<Map<String, Object>> cards = new ArrayList<>();
        open.forEach((number, connection) -> {
            if (connection.loop().equals(loop)) {
                states.merge(connection.state(), 1, Integer::sum);
                cards.add(Map.of("c", number, "state", connection.state(), "owner", "loop"));
            }
        });
        List<?> listed = cards.subList(0, Math.min(LISTED, cards.size()));
        tell("snapshot", loop, Map.of("loop", loop, "states", states, "cards", listed));
    }

    private void tell(String kind, String thread, Map<String, Object> fields) {
        Map<String, Object> event = new HashMap<>(fields);
        int number = events.size() + 1;
        event.putAll(Map.of("n", number, "t", number * 1000, "thread", thread, "kind", kind));
        events.add(event);
    }

    /** Some events are gone, but not those at the end. */
    private List<Map<String, Object>> withLosses(Random random) {
        int last = events.size() - LOOPS.size();
        List<Map<String, Object>> kept = new ArrayList<>();
        int i = 0;
        while (i < last) {
            int lostFrom = Math.min(last, i + 1 + random.nextInt(MAX_LOST_AT_ONCE));
            kept.addAll(events.subList(i, lostFrom));
            i = Math.min(last, lostFrom + 1 + random.nextInt(MAX_LOST_AT_ONCE));
            if (i > lostFrom) {
                kept.add(Map.of("n", i, "t", i * 1000, "thread", "", "kind", "dropped", "count", i - lostFrom));
            }
        }
        kept.addAll(events.subList(last, events.size()));
        return kept;
    }

    /** As the page saves itself. */
    private static String pageOf(List<Map<String, Object>> events) throws IOException {
        String recording = new ObjectMapper()
                .writeValueAsString(
                        Map.of("format", "lkg-recording-1", "server", Map.of("loops", LOOPS), "events", events));
        try (InputStream page = WatchServer.class.getResourceAsStream("watch.html")) {
            String source = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            return source.replace("id=\"recording\"></script>", "id=\"recording\">" + recording + "</script>");
        }
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
