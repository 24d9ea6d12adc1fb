package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return fullName(project, wrong.module(), file, method);
    }

    /** The full name of the test that a learner means by {@code method}, or by {@code Class.method}. */
    static Optional<String> findTest(Project project, String module, String name) throws IOException {
        String method = name.substring(name.lastIndexOf('.') + 1);
        String className = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (method.isEmpty()) {
            return Optional.empty();
        }
        for (Path file : Project.javaFiles(project.testSources(module))) {
            String inClass = file.getFileName().toString().replace(".java", "");
            if ((className.isEmpty() || className.equals(inClass))
                    && Files.readString(file).contains(" " + method + "(")) {
                return Optional.of(fullName(project, module, file, method));
            }
        }
        throw new LabException(module + " has no test \"" + name + "\"");
    }

    private static String fullName(Project project, String module, Path file, String method) {
        Path name = project.testSources(module).relativize(file);
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
