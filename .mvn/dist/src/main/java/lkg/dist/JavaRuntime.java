package lkg.dist;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;

/** Links a Java runtime that has only the modules of the JDK which the server needs. */
final class JavaRuntime {

    /**
     * Modules that no class names: signals are taken by reflection, keys on elliptic curves for TLS come from a provider
     * (in java.base since JDK 22), and a recording of JFR is asked for from outside.
     */
    private static final Set<String> ASKED_FOR_BY_NAME =
            Set.of("jdk.unsupported", "jdk.crypto.ec", "jdk.jfr", "jdk.management");

    private JavaRuntime() {}

    /** The modules of the JDK, beside java.base, that the classes of {@code jar} need. */
    static Set<String> modulesFor(Path jar) throws IOException {
        String found = run("jdeps", "--ignore-missing-deps", "--multi-release", "17", "--print-module-deps", jar + "");
        Set<String> modules = new TreeSet<>(ASKED_FOR_BY_NAME);
        modules.addAll(Arrays.asList(found.strip().split(",")));
        modules.remove("java.base");
        return modules;
    }

    /** Keeps the folder {@code legal} with the licences of the JDK, which must go with it. */
    static void link(Path appModule, Path folder) throws IOException {
        boolean isBefore21 = Runtime.version().feature() < 21;
        run(
                "jlink",
                "--module-path=" + appModule,
                "--add-modules=" + AppModule.NAME,
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                isBefore21 ? "--compress=2" : "--compress=zip-6",
                "--output=" + folder);
    }

    private static String run(String name, String... arguments) throws IOException {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IOException("this JDK has no " + name + ": " + System.getProperty("java.home")));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = tool.run(new PrintWriter(out), new PrintWriter(err), arguments);
        if (status != 0) {
            throw new IOException(name + " failed with status " + status + ": " + out + err);
        }
        return out.toString();
    }
}
