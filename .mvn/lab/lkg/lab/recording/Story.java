package lkg.lab.recording;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a recording tells of each connection, without what differs from run to run: times, ports, threads, turns of a
 * loop, and into how many reads and writes the kernel splits the bytes.
 *
 * @param connections the steps of each one by its number in the recording
 */
record Story(Map<Integer, List<String>> connections) {

    private static final List<String> KEPT =
            List.of("why", "state", "owner", "interest", "awaits", "request", "status", "reason");

    /** How many steps a write, the wait for room, and the next turn take at most. */
    private static final int LONGEST_CYCLE = 8;

    /** Of one recording, or of each in an array. */
    static List<Story> all(String json) {
        Object value = JsonReader.read(json);
        List<?> recordings = value instanceof List<?> list ? list : List.of(value);
        return recordings.stream()
                .map(recording -> Story.of(JsonReader.object(recording)))
                .toList();
    }

    private static Story of(Map<String, Object> recording) {
        Map<Integer, List<String>> connections = new TreeMap<>();
        for (Object element : JsonReader.list(recording.get("events"))) {
            Map<String, Object> event = JsonReader.object(element);
            // When a loop puts a key right depends on when it looks at its timers.
            boolean isOfItsTime = "putright".equals(event.get("kind"));
            if (event.get("c") instanceof BigDecimal number && number.signum() > 0 && !isOfItsTime) {
                List<String> steps = connections.computeIfAbsent(number.intValue(), c -> new ArrayList<>());
                steps.add(step(event));
                removeRepetition(steps);
            }
        }
        return new Story(connections);
    }

    private static String step(Map<String, Object> event) {
        Map<String, Object> step = new LinkedHashMap<>();
        KEPT.stream().filter(event::containsKey).forEach(name -> step.put(name, event.get(name)));
        boolean isEnd = event.get("bytes") instanceof BigDecimal bytes && bytes.signum() < 0;
        return event.get("kind") + (isEnd ? " end" : "") + (step.isEmpty() ? "" : " " + JsonWriter.write(step));
    }

    /** A response of many writes is the same steps again and again: how often is the kernel's choice. */
    private static void removeRepetition(List<String> steps) {
        int size = steps.size();
        for (int length = 1; length <= LONGEST_CYCLE && 2 * length <= size; length++) {
            List<String> last = steps.subList(size - length, size);
            if (last.equals(steps.subList(size - 2 * length, size - length))) {
                last.clear();
                return;
            }
        }
    }
}
