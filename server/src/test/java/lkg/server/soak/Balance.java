package lkg.server.soak;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The numbers of one server process at one moment, by name. It travels from process to process as one line. */
record Balance(TreeMap<String, Long> numbers) {

    /** Zero for a name that the server did not count. */
    long of(String name) {
        return numbers.getOrDefault(name, 0L);
    }

    /** The names that begin with {@code prefix}, without it, with their numbers. */
    String all(String prefix) {
        return numbers.entrySet().stream()
                .filter(number -> number.getKey().startsWith(prefix))
                .map(number -> number.getKey().substring(prefix.length()) + " " + number.getValue())
                .collect(Collectors.joining(", "));
    }

    String toLine() {
        return numbers.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(";"));
    }

    static Balance parse(String line) {
        return new Balance(Arrays.stream(line.split(";"))
                .map(number -> number.split("="))
                .collect(
                        Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1]), Long::sum, TreeMap::new)));
    }
}
