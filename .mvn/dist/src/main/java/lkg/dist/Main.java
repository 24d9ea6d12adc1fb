package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the packages of the server: an archive and a container image.
 *
 * <p>Both hold the same folder: a Java runtime that contains the server as one of its modules, a launcher, and an archive
 * of loaded classes, with which the JVM starts faster.
 */
public final class Main {

    private Main() {}

    /** Takes the server's target folder, the folder to write to, the version, the time of all files, and the base image. */
    public static void main(String[] arguments) throws Exception {
        Path built = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        String version = arguments[2];
        Instant time = Instant.parse(arguments[3]);
        String base = arguments[4];
        String name = "lkg-server-" + version;
        Path folder = target.resolve(name);
        Path archive = target.resolve(name + "-" + platform() + ".tar.gz");
        Path image = target.resolve(name + "-image.tar");

        Path module = target.resolve("lkg.app.jar");
        AppModule app = new AppModule(built.resolve("lkg-server.jar"), version);
        app.write(module);
        Folders.delete(folder);
        JavaRuntime.link(module, folder);
        Notices.copy(built, folder);
        StartArchive start = StartArchive.train(folder);
        Launcher.write(folder, start);
        new TarGz(folder, time).write(archive);
        Path copied = target.resolve("system-libraries");
        Folders.delete(copied);
        if (base.equals(ContainerImage.EMPTY_BASE)) {
            SystemLibraries.copy(folder, copied);
        }
        new ContainerImage(base, folder, copied, start, time).write(version, image);

        Map<String, Long> sizes = Folders.sizes(archive, image, folder, copied);
        sizes.forEach((what, bytes) -> System.out.printf(Locale.ROOT, "%,12d bytes  %s%n", bytes, what));
    }

    /** As in {@code linux-x64}: the archive holds programs for the machine that has made it, and for no other. */
    private static String platform() throws IOException {
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            throw new IOException("the launcher is a shell script: make the packages on Linux");
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").replace("amd64", "x64");
        return system + "-" + processor;
    }
}
