package lkg.server.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for any path whatsoever: what is accepted stays below the root. A coverage-guided fuzzer looks for one
 * for which it does not (profile {@code fuzz}); {@link UrlPathTest} tries the known ones.
 */
public final class UrlPathFuzz {

    private static final Path ROOT = Path.of("/root/of/files");

    private UrlPathFuzz() {}

    /** The name and the signature are the fuzzer's. It reports whatever this throws. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String path = "/" + new String(bytes, StandardCharsets.ISO_8859_1);
        Optional<List<String>> segments = UrlPath.segments(path);
        if (segments.isEmpty()) {
            return;
        }
        Path file = ROOT;
        try {
            file = file.resolve(FileName.toPath(ROOT, segments.get()));
        } catch (InvalidPathException e) {
            return; // is answered 404
        }
        if (!file.normalize().equals(file)
                || !file.startsWith(ROOT)
                || file.toString()
                        .replaceFirst("^/root/of/files/\\.well-known(/|$)", "/")
                        .contains("/.")) {
            throw new AssertionError(path + " leads to " + file);
        }
    }
}
