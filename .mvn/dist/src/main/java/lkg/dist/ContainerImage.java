package lkg.dist;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * The container image, as a file that {@code docker load} takes. No daemon is needed to write it.
 *
 * <p>There is no shell in it. The JVM is the first process of the container, so signals reach it.
 */
final class ContainerImage {

    static final String EMPTY_BASE = "scratch";

    private static final String HOME = "/opt/lkg-server";
    private static final String SERVED = "/srv";
    private static final String USER = "65532:65532";

    private final String base;
    private final Path folder;
    private final Path systemLibraries;
    private final StartArchive start;
    private final Instant time;

    ContainerImage(String base, Path folder, Path systemLibraries, StartArchive start, Instant time) {
        this.base = base;
        this.folder = folder;
        this.systemLibraries = systemLibraries;
        this.start = start;
        this.time = time;
    }

    void write(String version, Path image) throws Exception {
        Path cache = image.resolveSibling("image-cache");
        Containerizer to = Containerizer.to(TarImage.at(image).named("lkg-server:" + version))
                .setBaseImageLayersCache(cache)
                .setApplicationLayersCache(cache)
                .setOfflineMode(base.equals(EMPTY_BASE))
                .setToolName("lkg-dist");
        JibContainerBuilder builder = base.equals(EMPTY_BASE) ? Jib.fromScratch() : Jib.from(base);
        builder.setPlatforms(Set.of(new Platform(System.getProperty("os.arch").replace("aarch64", "arm64"), "linux")))
                .setCreationTime(time)
                .setUser(USER)
                .addExposedPort(Port.tcp(8080))
                .addEnvironmentVariable("LKG_BIND", "0.0.0.0")
                .addLabel("org.opencontainers.image.title", "lkg-server")
                .addLabel("org.opencontainers.image.version", version)
                .setWorkingDirectory(AbsoluteUnixPath.get(SERVED))
                .setEntrypoint(HOME + "/bin/java", start.optionIn(HOME), AppModule.MAIN_CLASS);
        if (Files.exists(systemLibraries)) {
            builder.addFileEntriesLayer(layer("system", systemLibraries, "/"));
        }
        builder.addFileEntriesLayer(directories(cache));
        builder.addFileEntriesLayer(layer("server", folder, HOME));
        builder.containerize(to);
    }

    private FileEntriesLayer layer(String name, Path source, String destination) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (Path file : Folders.entries(source)) {
            String path = Path.of(destination).resolve(source.relativize(file)).toString();
            boolean isOpen = Files.isDirectory(file) || Files.isExecutable(file);
            if (!path.equals("/")) {
                layer.addEntry(file, AbsoluteUnixPath.get(path), permissions(isOpen ? "755" : "644"), time);
            }
        }
        return layer.build();
    }

    /** The directory that is served, and one for the JVM's files by which tools find it. */
    private FileEntriesLayer directories(Path anyDirectory) throws IOException {
        Files.createDirectories(anyDirectory);
        return FileEntriesLayer.builder()
                .setName("directories")
                .addEntry(anyDirectory, AbsoluteUnixPath.get(SERVED), permissions("755"), time)
                .addEntry(anyDirectory, AbsoluteUnixPath.get("/tmp"), permissions("777"), time)
                .build();
    }

    private static FilePermissions permissions(String octal) {
        return FilePermissions.fromOctalString(octal);
    }
}
