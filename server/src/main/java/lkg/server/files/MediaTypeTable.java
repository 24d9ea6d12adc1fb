package lkg.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The media types of extensions. The resource {@code mime-db.txt} has those of a public database, {@code
 * media-types.txt} ours, which replace them.
 *
 * <p>A line is a type and its extensions. A star behind a type marks it as worth compressing. Lines that begin with
 * {@code #} are comments.
 *
 * @param byExtension in lower case, without the dot
 * @param compressible the types with a star
 */
record MediaTypeTable(Map<String, String> byExtension, Set<String> compressible) {

    /** A type that leaves the choice to the content of the file. */
    private static final String BY_CONTENT = "-";

    static MediaTypeTable load() {
        MediaTypeTable table = new MediaTypeTable(new HashMap<>(2048), new HashSet<>());
        table.read("mime-db.txt");
        table.read("media-types.txt");
        return table;
    }

    private void read(String resource) {
        try (InputStream in = MediaTypeTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] words = line.split(" ");
        boolean starred = words[0].endsWith("*");
        String type = starred ? words[0].substring(0, words[0].length() - 1) : words[0];
        compressible.remove(type);
        if (starred) {
            compressible.add(type);
        }
        for (int i = 1; i < words.length; i++) {
            // A type of null removes the extension.
            byExtension.compute(words[i], (extension, other) -> type.equals(BY_CONTENT) ? null : type);
        }
    }
}
