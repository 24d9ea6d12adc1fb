package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The libraries of this machine that the programs of the Java runtime load: those of glibc, and, with the JDK of some
 * distributions, of zlib and GCC. An empty base image has none of them.
 */
final class SystemLibraries {

    /** Lines of ldd: {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x...)} and {@code /lib64/ld-linux... (0x...)}. */
    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/\\S+) \\(0x");

    private SystemLibraries() {}

    /** Copies what the runtime in {@code folder} needs below {@code root}, under the same names. */
    static void copy(Path folder, Path root) throws IOException, InterruptedException {
        Set<String> libraries = new TreeSet<>();
        for (Path file : Folders.entries(folder)) {
            if (isProgram(file)) {
                String printed = Processes.run(List.of("ldd", file.toString()));
                LIBRARY.matcher(printed)
                        .results()
                        .map(result -> result.group(1))
                        .forEach(libraries::add);
            }
        }
        libraries.removeIf(library -> Path.of(library).startsWith(folder) || library.contains("/../"));
        for (String library : libraries) {
            Path copy = root.resolve(library.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(library), copy);
        }
        SystemNotices.write(libraries, root);
    }

    private static boolean isProgram(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".so") || name.equals("jspawnhelper") || file.endsWith("bin/java"));
    }
}
