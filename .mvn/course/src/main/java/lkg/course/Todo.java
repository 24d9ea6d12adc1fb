package lkg.course;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** The files and folders that need a page in the site, each once. Pages of Markdown come first: they ask for others. */
final class Todo {

    private final Queue<String> pages = new ArrayDeque<>();
    private final Queue<String> others = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();

    void add(String path) {
        if (known.add(path)) {
            (path.endsWith(".md") ? pages : others).add(path);
        }
    }

    Optional<String> next() {
        return Optional.ofNullable(pages.isEmpty() ? others.poll() : pages.poll());
    }
}
