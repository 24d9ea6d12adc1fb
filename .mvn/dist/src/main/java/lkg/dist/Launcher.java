package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The script that starts the server with the Java runtime beside it. It needs a shell, and no program in the path. */
final class Launcher {

    private static final String SCRIPT = """
            #!/bin/sh
            # Starts the server with the Java runtime beside it. JAVA_OPTS has options for the JVM, such as -Xmx256m.
            self=$0
            if [ -h "$self" ]; then self=$(readlink -f "$self"); fi
            home=$(cd "${self%/*}/.." && pwd -P) || exit 1
            exec "$home/bin/java" "OPTION" ${JAVA_OPTS-} MAIN "$@"
            """;

    private Launcher() {}

    static void write(Path folder, StartArchive start) throws IOException {
        Path script = folder.resolve("bin/lkg-server");
        Files.writeString(
                script, SCRIPT.replace("OPTION", start.optionIn("$home")).replace("MAIN", AppModule.MAIN_CLASS));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
