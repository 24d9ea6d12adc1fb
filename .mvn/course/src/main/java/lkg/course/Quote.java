package lkg.course;

import java.util.ArrayList;
import java.util.List;

/** Lines of a source, from 1, that a page quotes without a gap. */
record Quote(int first, int last) {

    private static final String LEFT_OUT = "// …";

    /**
     * Finds quoted lines in {@code source}: a part before and behind each {@code // …}, which stands for lines left out.
     * Indentation does not count. Empty if one of the parts is not there.
     */
    static List<Quote> find(String quoted, String source) {
        List<String> lines = stripped(source);
        List<Quote> quotes = new ArrayList<>();
        int end = 0;
        for (List<String> part : parts(quoted)) {
            int place = indexOf(part, lines, end);
            if (place < 0) {
                return List.of();
            }
            end = place + part.size();
            quotes.add(new Quote(place + 1, end));
        }
        return quotes;
    }

    /** The lines of ours that a diff shows: those that it adds are not in the source. */
    static List<Quote> findDiff(String diff, String source) {
        StringBuilder ours = new StringBuilder();
        diff.lines()
                .filter(line -> !line.startsWith("+"))
                .map(line -> line.isEmpty() ? line : line.substring(1))
                .forEach(line -> ours.append(line).append('\n'));
        return find(ours.toString(), source);
    }

    /** {@code 3}, or {@code 3–5}. */
    String range() {
        return first == last ? String.valueOf(first) : first + "–" + last;
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
