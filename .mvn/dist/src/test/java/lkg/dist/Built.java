package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build has made. */
final class Built {

    static final String VERSION = System.getProperty("dist.name").replaceFirst("lkg-server-", "");

    private static final Path FOLDER = Path.of(System.getProperty("dist.folder"));
    private static final String NAME = System.getProperty("dist.name");

    private Built() {}

    /** Unpacks the archive into {@code directory}, and returns the folder that was in it. */
    static Path unpackedArchive(Path directory) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Path archive = files.filter(file -> file.getFileName().toString().matches(NAME + "-\\w+-\\w+\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no archive in " + FOLDER));
            Processes.run(List.of("tar", "-xzf", archive.toString(), "-C", directory.toString()));
        }
        return directory.resolve(NAME);
    }

    static Path image() {
        return FOLDER.resolve(NAME + "-image.tar");
    }
}
