package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our code with one mistake in it, compiled before ours on the class path. Nothing in the project is changed. */
record WrongBuild(Project project, Build ours, Path folder) {

    private static final int HANG_SECONDS = 10;
    private static final Pattern INHERITS = Pattern.compile("class \\w+ extends (\\w+)");

    static WrongBuild of(Project project, String module, Path folder) throws IOException, InterruptedException {
        Build ours = new Build(project, module, folder.resolve("ours"));
        ours.compileMain();
        ours.compileTests();
        return new WrongBuild(project, ours, folder);
    }

    /** The classes of a wrong version. */
    Path compile(WrongVersion wrong) throws IOException {
        Path sources = folder.resolve(wrong.name()).resolve("sources");
        Path classes = folder.resolve(wrong.name()).resolve("classes");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<Path, String> changed : wrong.apply(project.root()).entrySet()) {
            Path source = sources.resolve(changed.getKey());
            Files.createDirectories(source.getParent());
            Files.writeString(source, changed.getValue());
            files.add(source);
        }
        ours.compileChanged(files, classes);
        return classes;
    }

    /** Tests with these classes before ours. */
    Tests tests(String module, List<Path> first) throws IOException {
        return new Tests(project.root().resolve(module), ours.testPath(first), HANG_SECONDS);
    }

    /** The full name of the test that notices, as {@code package.Class#method}. */
    static String fullName(Project project, WrongVersion wrong) throws IOException {
        String className = wrong.killer().substring(0, wrong.killer().indexOf('.'));
        String method = wrong.killer().substring(className.length() + 1);
        Path file = testClass(project, wrong, className);
        if (!hasMethod(project, wrong, Files.readString(file), method)) {
            throw new LabException(wrong.name() + ": there is no test " + wrong.killer());
        }
        Path name = project.testSources(wrong.module()).relativize(file);
        return name.toString().replace(".java", "").replace('\\', '.').replace('/', '.') + "#" + method;
    }

    private static boolean hasMethod(Project project, WrongVersion wrong, String source, String method)
            throws IOException {
        if (source.contains(" " + method + "(")) {
            return true;
        }
        Matcher inherits = INHERITS.matcher(source);
        return inherits.find()
                && hasMethod(project, wrong, Files.readString(testClass(project, wrong, inherits.group(1))), method);
    }

    private static Path testClass(Project project, WrongVersion wrong, String className) throws IOException {
        return Project.javaFiles(project.testSources(wrong.module())).stream()
                .filter(test -> test.endsWith(className + ".java"))
                .findFirst()
                .orElseThrow(() -> new LabException(wrong.name() + ": there is no test class " + className));
    }
}
