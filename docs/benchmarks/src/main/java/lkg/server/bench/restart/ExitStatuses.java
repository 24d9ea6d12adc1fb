package lkg.server.bench.restart;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The exit statuses of processes that were stopped. */
final class ExitStatuses {

    private final Map<Integer, Integer> counts = new TreeMap<>();

    void add(int status) {
        counts.merge(status, 1, Integer::sum);
    }

    int count() {
        return counts.values().stream().mapToInt(count -> count).sum();
    }

    /** Such as {@code 10 × 0, 1 × 3}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
