package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A module, the modules that it needs, and its tests, compiled into a folder: much faster than Maven does it, and
 * without Maven's messages between the learner and the compiler's.
 */
final class Build {

    private final Project project;
    private final String module;
    private final Path folder;
    private final List<Path> libraries;

    Build(Project project, String module, Path folder) throws IOException, InterruptedException {
        this.project = project;
        this.module = module;
        this.folder = folder;
        this.libraries = new Libraries(project).of(module);
    }

    Path folder() {
        return folder;
    }

    /** Compiles the main code of all modules that are needed. */
    void compileMain() throws IOException {
        Files.createDirectories(folder);
        for (String needed : project.withNeeds(module)) {
            List<Path> path = new ArrayList<>(mainClasses());
            path.remove(classes(needed));
            path.addAll(libraries);
            Compiler.compile(Project.javaFiles(project.mainSources(needed)), path, classes(needed));
        }
    }

    void compileTests() throws IOException {
        List<Path> path = new ArrayList<>(mainClasses());
        path.addAll(libraries);
        List<Path> sources = Project.javaFiles(project.testSources(module));
        if (!module.equals("http-parser") && project.withNeeds(module).contains("http-parser")) {
            // The server runs the wire cases, too.
            sources.addAll(Project.javaFiles(project.testSources("http-parser").resolve("lkg/http/wire")));
        }
        sources.addAll(Project.javaFiles(project.sharedTestSources()));
        sources.addAll(Project.javaFiles(project.root().resolve(".mvn/lab/runner")));
        Compiler.compile(sources, path, testClasses());
    }

    /** Compiles changed files of the module into a folder of their own, for the head of a class path. */
    void compileChanged(List<Path> sources, Path classes) throws IOException {
        List<Path> path = new ArrayList<>(mainClasses());
        path.addAll(libraries);
        Compiler.compile(sources, path, classes);
    }

    /** What tests are run with; {@code first} stands before all else. */
    List<Path> testPath(List<Path> first) throws IOException {
        List<Path> path = new ArrayList<>(first);
        path.add(testClasses());
        path.addAll(mainClasses());
        path.addAll(mainPathOfResources());
        path.add(project.root().resolve(module).resolve("src/test/resources"));
        path.add(project.sharedTestResources());
        path.addAll(libraries);
        return path;
    }

    /** What the server is run with. */
    List<Path> mainPath(List<Path> first) throws IOException {
        List<Path> path = new ArrayList<>(first);
        path.addAll(mainClasses());
        path.addAll(mainPathOfResources());
        path.addAll(libraries);
        return path;
    }

    Path testClasses() {
        return folder.resolve(module + "-tests");
    }

    private List<Path> mainPathOfResources() throws IOException {
        return project.withNeeds(module).stream()
                .map(needed -> project.root().resolve(needed).resolve("src/main/resources"))
                .filter(Files::isDirectory)
                .toList();
    }

    private List<Path> mainClasses() throws IOException {
        return project.withNeeds(module).stream().map(this::classes).toList();
    }

    private Path classes(String needed) {
        return folder.resolve(needed);
    }
}
