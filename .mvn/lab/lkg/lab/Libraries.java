package lkg.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The libraries that a module and its tests need: Maven finds them, once, since that takes some seconds. */
record Libraries(Project project) {

    /** Set by whoever knows the class path already, such as a test that Maven runs. */
    private static final String KNOWN = "lab.libraries";

    /** Where the answers are kept. */
    static Path folder(Path root) {
        return root.resolve("target/lab/libraries");
    }

    List<Path> of(String module) throws IOException, InterruptedException {
        String known = System.getProperty(KNOWN);
        if (known != null) {
            return jars(known);
        }
        Path file = folder(project.root()).resolve(module + ".txt");
        if (Files.exists(file) && isNewer(file, project.root().resolve("pom.xml"))) {
            List<Path> jars = jars(Files.readString(file));
            if (jars.stream().allMatch(Files::exists)) {
                return jars;
            }
        }
        Files.createDirectories(file.getParent());
        System.out.println("Maven looks up the libraries of " + module + ", which takes some seconds once.");
        Maven maven = Maven.in(project.root());
        List<String> goals = List.of(
                "-pl",
                module,
                "test-compile",
                "dependency:build-classpath",
                "-Dmaven.main.skip",
                "-Dmaven.test.skip",
                "-Dmdep.outputFile=" + file.toAbsolutePath());
        if (maven.run(goals, line -> {}) != 0 || !Files.exists(file)) {
            throw new LabException("Maven could not look up the libraries of " + module + ": see " + maven.log());
        }
        return jars(Files.readString(file));
    }

    private static boolean isNewer(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    private static List<Path> jars(String classPath) {
        return Stream.of(classPath.strip().split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("lkg-"))
                .map(Path::of)
                .toList();
    }
}
