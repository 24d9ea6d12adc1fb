package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command {@code run}: a small program of {@code docs/demos}, on our classes or on those of a wrong version. */
final class Demos {

    /** A file without it helps other demos. */
    private static final String MAIN = "public static void main(";

    private final Project project;
    private final Path sources;
    private final Path folder;
    private final Build ours;

    Demos(Project project) throws IOException, InterruptedException {
        this.project = project;
        this.sources = project.root().resolve("docs/demos");
        this.folder = project.root().resolve("target/lab/demos");
        this.ours = new Build(project, "server", folder.resolve("modules"));
    }

    static List<String> names(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : Project.javaFiles(root.resolve("docs/demos"))) {
            if (Files.readString(file).contains(MAIN)) {
                names.add(file.getFileName().toString().replace(".java", ""));
            }
        }
        return names;
    }

    /** Runs a demo with our output as its own, and returns its exit status. */
    int run(String name, Optional<String> wrong) throws IOException, InterruptedException {
        return command(name, wrong).inheritIO().start().waitFor();
    }

    /** What a demo prints. */
    String output(String name, Optional<String> wrong) throws IOException, InterruptedException {
        return ProcessOutput.of(command(name, wrong));
    }

    /** The class path of our server. */
    List<Path> server() throws IOException {
        compile();
        return ours.mainPath(List.of());
    }

    private ProcessBuilder command(String name, Optional<String> wrong) throws IOException {
        if (!names(project.root()).contains(name)) {
            throw new LabException("there is no demo \"" + name + "\"; \"run\" without a name lists them");
        }
        compile();
        List<Path> path = new ArrayList<>();
        if (wrong.isPresent()) {
            path.add(new WrongBuild(project, ours, folder.resolve("wrong").resolve(name))
                    .compile(WrongVersion.named(project.root(), wrong.get())));
        }
        path.add(classes());
        // A demo is over before the second compiler and a second thread of the collector pay.
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-ea",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dstdout.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        Compiler.join(ours.mainPath(path)),
                        name)
                .directory(project.root().toFile());
    }

    /** Compiles the modules and the demos, unless that has been done since the last change. */
    synchronized void compile() throws IOException {
        Path stamp = folder.resolve("compiled");
        FileTime newest = newestSource();
        if (Files.exists(stamp) && Files.getLastModifiedTime(stamp).compareTo(newest) > 0) {
            return;
        }
        LabFiles.delete(folder);
        ours.compileMain();
        Compiler.compile(Project.javaFiles(sources), ours.mainPath(List.of()), classes());
        Files.createFile(stamp);
    }

    private FileTime newestSource() throws IOException {
        List<Path> files = Project.javaFiles(sources);
        for (String module : project.withNeeds("server")) {
            files.addAll(Project.javaFiles(project.mainSources(module)));
        }
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files) {
            FileTime time = Files.getLastModifiedTime(file);
            newest = time.compareTo(newest) > 0 ? time : newest;
        }
        return newest;
    }

    private Path classes() {
        return folder.resolve("classes");
    }
}
