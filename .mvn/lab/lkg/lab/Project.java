package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project, or a learner's copy of it: which modules there are, what they need, and where their sources are. */
record Project(Path root) {

    private static final Pattern MODULE = Pattern.compile("<module>([\\w./-]+)</module>");
    private static final Pattern NEED = Pattern.compile("<artifactId>lkg-([\\w-]+)</artifactId>");

    /** Their folders, in the order in which they are built. */
    List<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    /** The modules that a module needs, each after those that it needs itself, and the module at the end. */
    List<String> withNeeds(String module) throws IOException {
        Set<String> needs = new LinkedHashSet<>();
        String pom = Files.readString(root.resolve(module).resolve("pom.xml"));
        List<String> direct = NEED.matcher(pom).results().map(m -> m.group(1)).toList();
        for (String need : direct) {
            for (String folder : modules()) {
                if (Path.of(folder).endsWith(need) && !folder.equals(module)) {
                    needs.addAll(withNeeds(folder));
                }
            }
        }
        needs.add(module);
        return List.copyOf(needs);
    }

    Path mainSources(String module) {
        return root.resolve(module).resolve("src/main/java");
    }

    Path testSources(String module) {
        return root.resolve(module).resolve("src/test/java");
    }

    /** What is shared by the tests of all modules. */
    Path sharedTestSources() {
        return root.resolve(".mvn/test-sources");
    }

    Path sharedTestResources() {
        return root.resolve(".mvn/test-resources");
    }

    static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList());
        }
    }
}
