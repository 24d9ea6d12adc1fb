package lkg.lab.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether two recordings tell the same story. Connections have no order: clients connect at the same time. */
public final class Difference {

    private static final String NOTHING = "nothing";

    private Difference() {}

    /** The first difference in words; empty if there is none. Both are files of {@code docs/recordings}. */
    public static Optional<String> first(String expectedJson, String foundJson) {
        List<Story> expected = Story.all(expectedJson);
        List<Story> found = Story.all(foundJson);
        if (expected.size() != found.size()) {
            return Optional.of(expected.size() + " recordings expected, and " + found.size() + " found");
        }
        for (int i = 0; i < expected.size(); i++) {
            String which = expected.size() == 1 ? "" : i == 0 ? "the right server, " : "the wrong server, ";
            Optional<String> difference = first(expected.get(i), found.get(i));
            if (difference.isPresent()) {
                return Optional.of(which + difference.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(Story expected, Story found) {
        List<List<String>> others = new ArrayList<>(found.connections().values());
        List<Map.Entry<Integer, List<String>>> missing = new ArrayList<>();
        for (Map.Entry<Integer, List<String>> connection :
                expected.connections().entrySet()) {
            if (!others.remove(connection.getValue())) {
                missing.add(connection);
            }
        }
        if (missing.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        if (missing.isEmpty() || others.isEmpty()) {
            return Optional.of(expected.connections().size() + " connections expected, and "
                    + found.connections().size() + " found");
        }
        return Optional.of(first(missing.get(0).getKey(), missing.get(0).getValue(), others));
    }

    /** Compares with the one that is the same for longest. */
    private static String first(int connection, List<String> expected, List<List<String>> others) {
        List<String> closest = others.stream()
                .max(Comparator.comparingInt(other -> sameSteps(expected, other)))
                .orElseThrow();
        int place = sameSteps(expected, closest);
        return "connection " + connection + ", step " + (place + 1) + "\n  expected " + at(expected, place)
                + "\n  found    " + at(closest, place);
    }

    private static int sameSteps(List<String> expected, List<String> found) {
        int same = 0;
        while (same < Math.min(expected.size(), found.size())
                && expected.get(same).equals(found.get(same))) {
            same++;
        }
        return same;
    }

    private static String at(List<String> steps, int place) {
        return place < steps.size() ? steps.get(place) : NOTHING;
    }
}
