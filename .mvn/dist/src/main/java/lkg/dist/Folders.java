package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the JDK lacks for whole folders. */
final class Folders {

    private Folders() {}

    /** All below {@code folder}, and itself, sorted. */
    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.sorted().toList();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file :
                    entries(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The bytes of each file, or of all files in each folder. */
    static Map<String, Long> sizes(Path... files) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Path file : files) {
            long bytes = 0;
            for (Path entry : Files.exists(file) ? entries(file) : List.<Path>of()) {
                bytes += Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) ? Files.size(entry) : 0;
            }
            sizes.put(file.toString(), bytes);
        }
        return sizes;
    }
}
