package lkg.server.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import lkg.server.ForkedServer;

/**
 * The class path of this process, with each folder packed into a jar, as a server is deployed. The JVM keeps jars open,
 * but opens each class in a folder when it is needed: without a descriptor it could not, and would never try again.
 */
final class PackedClassPath {

    private PackedClassPath() {}

    /** Writes the jars into {@code directory}. */
    static String in(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<String> packed = new ArrayList<>();
        for (String entry : ForkedServer.classPath().split(File.pathSeparator)) {
            boolean isFolder = Files.isDirectory(Path.of(entry));
            packed.add(isFolder ? pack(entry, directory.resolve(packed.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, packed);
    }

    private static String pack(String folder, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int status = tool.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", folder, ".");
        if (status != 0) {
            throw new IllegalStateException(folder + " could not be packed");
        }
        return jar.toString();
    }
}
