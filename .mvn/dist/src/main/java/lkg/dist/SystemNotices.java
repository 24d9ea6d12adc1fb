package lkg.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** The notices and licences that have to go with copies of the system's libraries. */
final class SystemNotices {

    private static final Path PACKAGE_MANAGER = Path.of("/usr/bin/dpkg");
    private static final String DOCS = "usr/share/doc";

    private SystemNotices() {}

    /** Writes them below {@code root}, where the libraries were copied to. */
    static void write(Set<String> libraries, Path root) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve(DOCS).resolve("system-libraries"));
        for (String name : List.of("NOTICE.txt", "LGPL-2.1.txt")) {
            try (InputStream text = SystemNotices.class.getResourceAsStream(name)) {
                Files.copy(text, folder.resolve(name));
            }
        }
        Files.write(folder.resolve("NOTICE.txt"), libraries, StandardOpenOption.APPEND);
        if (Files.exists(PACKAGE_MANAGER)) {
            for (String library : libraries) {
                copyCopyright(packageOf(library), root);
            }
        }
    }

    /**
     * Of the package manager's line {@code libc6:amd64: /lib/x86_64-linux-gnu/libc.so.6}. Where {@code /lib} is a link to
     * {@code /usr/lib}, each package has its own opinion of where its files are.
     */
    private static String packageOf(String library) throws IOException, InterruptedException {
        String anywhere = "*" + library.replaceFirst("^/usr", "");
        return Processes.run(List.of(PACKAGE_MANAGER.toString(), "--search", anywhere))
                .lines()
                .filter(line -> !line.startsWith("diversion "))
                .findFirst()
                .orElseThrow(() -> new IOException("no package has " + library))
                .replaceFirst(":.*", "");
    }

    private static void copyCopyright(String packageName, Path root) throws IOException {
        Path copy = root.resolve(DOCS).resolve(packageName).resolve("copyright");
        if (!Files.exists(copy)) {
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("/", DOCS, packageName, "copyright"), copy);
        }
    }
}
