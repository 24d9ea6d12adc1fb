package lkg.server.files;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits the path of a request into {@linkplain FileName names of files}. Each is decoded once. A path that could lead
 * the file system elsewhere is refused.
 */
final class UrlPath {

    private UrlPath() {}

    /**
     * Returns the segments between the slashes, decoded; the last one is empty when the path ends in a slash.
     *
     * @return empty if no file can have this path: a wrong escape, a segment that would lead up or name several
     *     segments, or one that is hidden
     */
    static Optional<List<String>> segments(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String[] encoded = path.substring(1).split("/", -1);
        List<String> segments = new ArrayList<>(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            Optional<String> segment = FileName.decoded(encoded[i]);
            boolean last = i == encoded.length - 1;
            if (segment.isEmpty()
                    || !(isSafe(segment.get(), i) || last && segment.get().isEmpty())) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(segments);
    }

    /**
     * Whether a name stays in its directory and is visible. Only on Windows a backslash separates names, and a colon is
     * behind the letter of a drive.
     */
    private static boolean isSafe(String segment, int depth) {
        return !segment.isEmpty()
                && !Root.isHidden(segment, depth)
                && segment.indexOf('/') < 0
                && segment.indexOf('\0') < 0
                && (File.separatorChar == '/' || segment.indexOf(File.separatorChar) < 0 && segment.indexOf(':') < 0);
    }
}
