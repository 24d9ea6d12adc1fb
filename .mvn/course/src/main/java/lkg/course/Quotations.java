package lkg.course;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which pages quote which source, in the order in which they were added. */
final class Quotations {

    private final Map<String, Set<String>> pages = new HashMap<>();

    void add(String source, String page) {
        pages.computeIfAbsent(source, path -> new LinkedHashSet<>()).add(page);
    }

    List<String> of(String source) {
        return List.copyOf(pages.getOrDefault(source, Set.of()));
    }
}
