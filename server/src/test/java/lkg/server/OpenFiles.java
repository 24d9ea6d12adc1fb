package lkg.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that this process has open, as Linux tells them. */
public final class OpenFiles {

    static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** Those in {@code directory} and below it, and itself. */
    public static List<Path> below(Path directory) throws IOException {
        Path real = directory.toRealPath();
        List<Path> open = new ArrayList<>();
        try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                try {
                    open.add(Files.readSymbolicLink(descriptor));
                } catch (IOException e) {
                    // Closed meanwhile.
                }
            }
        }
        open.removeIf(file -> !file.startsWith(real));
        return open;
    }
}
