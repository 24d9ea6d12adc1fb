package lkg.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a source that a page quotes, from 1. */
record Quote(int first, int last) {

    private static final String LEFT_OUT = "// …";

    /** Finds quoted lines in {@code source}. Indentation does not count; {@code // …} stands for lines left out. */
    static Optional<Quote> find(String quoted, String source) {
        List<String> lines = stripped(source);
        int first = 0;
        int end = 0;
        for (List<String> part : parts(quoted)) {
            int place = indexOf(part, lines, end);
            if (place < 0) {
                return Optional.empty();
            }
            first = first == 0 ? place + 1 : first;
            end = place + part.size();
        }
        return first == 0 ? Optional.empty() : Optional.of(new Quote(first, end));
    }

    /** The lines of ours that a diff shows: those that it adds are not in the source. */
    static Optional<Quote> findDiff(String diff, String source) {
        StringBuilder ours = new StringBuilder();
        diff.lines()
                .filter(line -> !line.startsWith("+"))
                .map(line -> line.isEmpty() ? line : line.substring(1))
                .forEach(line -> ours.append(line).append('\n'));
        return find(ours.toString(), source);
    }

    String text() {
        return first == last ? "line " + first : "lines " + first + "–" + last;
    }

    private static List<List<String>> parts(String quoted) {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String line : stripped(quoted + "\n" + LEFT_OUT)) {
            if (!line.equals(LEFT_OUT)) {
                part.add(line);
            } else {
                List<String> withoutBlankEdges = trimmed(part);
                if (!withoutBlankEdges.isEmpty()) {
                    parts.add(withoutBlankEdges);
                }
                part = new ArrayList<>();
            }
        }
        return parts;
    }

    private static List<String> trimmed(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isEmpty()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isEmpty()) {
            to--;
        }
        return lines.subList(from, to);
    }

    private static int indexOf(List<String> part, List<String> lines, int from) {
        for (int place = from; place + part.size() <= lines.size(); place++) {
            if (lines.subList(place, place + part.size()).equals(part)) {
                return place;
            }
        }
        return -1;
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).toList();
    }
}
