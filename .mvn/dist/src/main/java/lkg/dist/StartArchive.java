package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The archive of classes that the JVM maps at its start instead of loading them one by one.
 *
 * <p>It is made by a server that is asked for pages of all kinds. JDK 25 writes a cache that also has linked classes and
 * profiles of methods (JEP 483, 514, 515). JDK 17 needs two steps: a list of the classes, and the archive of these.
 */
final class StartArchive {

    private final String option;
    private final String file;

    private StartArchive(String option, String file) {
        this.option = option;
        this.file = file;
    }

    /** Starts the server in {@code folder}, asks it for pages, stops it, and leaves the archive in the folder. */
    static StartArchive train(Path folder) throws IOException, InterruptedException {
        return Runtime.version().feature() >= 25 ? cache(folder) : classes(folder);
    }

    /** The option that makes the JVM in {@code folder} use the archive. */
    String optionIn(String folder) {
        return option + "=" + folder + "/" + file;
    }

    private static StartArchive cache(Path folder) throws IOException, InterruptedException {
        StartArchive start = new StartArchive("-XX:AOTCache", "lib/lkg-server.aot");
        Path cache = folder.resolve(start.file);
        TrainingRun.of(folder, "-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=off");
        return checked(start, cache);
    }

    private static StartArchive classes(Path folder) throws IOException, InterruptedException {
        StartArchive start = new StartArchive("-XX:SharedArchiveFile", "lib/lkg-server.jsa");
        Path archive = folder.resolve(start.file);
        Path list = folder.resolveSibling("classes.list");
        TrainingRun.of(folder, "-XX:DumpLoadedClassList=" + list);
        Processes.run(List.of(
                folder.resolve("bin/java").toString(),
                // With another collector, the objects that the JDK makes at its start are not archived.
                "-XX:+UseG1GC",
                "-Xshare:dump",
                "-Xlog:cds*=off",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive));
        return checked(start, archive);
    }

    private static StartArchive checked(StartArchive start, Path archive) throws IOException {
        if (!Files.exists(archive)) {
            throw new IOException("the JVM has written no " + archive);
        }
        return start;
    }
}
