package lkg.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Tells a path that can lead nowhere from one that could not be followed because something failed. The system reports
 * both as the same exception, with a reason in words of its locale.
 */
final class DeadEnd {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private DeadEnd() {}

    /**
     * Whether a path goes on behind a file, or its links lead in a circle.
     *
     * @param path an absolute one
     */
    static boolean isAt(Path path) throws IOException {
        Deque<Path> rest = new ArrayDeque<>();
        path.forEach(rest::add);
        Path at = path.getRoot();
        int links = 0;
        while (!rest.isEmpty()) {
            Path next = at.resolve(rest.pop()).normalize();
            if (Files.isSymbolicLink(next)) {
                if (++links > MAX_LINKS) {
                    return true;
                }
                Path target = at.resolve(Files.readSymbolicLink(next));
                prepend(target, rest);
                at = target.getRoot();
            } else if (!rest.isEmpty() && Files.isRegularFile(next, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            } else {
                at = next;
            }
        }
        return false;
    }

    private static void prepend(Path path, Deque<Path> rest) {
        List<Path> names = new ArrayList<>();
        path.forEach(names::add);
        for (int i = names.size() - 1; i >= 0; i--) {
            rest.push(names.get(i));
        }
    }
}
