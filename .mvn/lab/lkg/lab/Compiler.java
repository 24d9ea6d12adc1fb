package lkg.lab;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The JDK's compiler, with its errors as text. */
final class Compiler {

    private static final int MAX_ERRORS = 5;

    private Compiler() {}

    /**
     * Compiles {@code sources} into {@code classes}. A module's sources have a {@code module-info.java} and find others
     * as modules; sources without one, such as tests, find them as classes.
     *
     * @throws LabException with the first errors
     */
    static void compile(List<Path> sources, List<Path> classPath, Path classes) throws IOException {
        Files.createDirectories(classes);
        if (sources.isEmpty()) {
            return;
        }
        boolean isModule = sources.stream().anyMatch(source -> source.endsWith("module-info.java"));
        List<String> options = new ArrayList<>(List.of(
                "-d", classes.toString(), "--release", "17", "-proc:none", "-parameters", "-encoding", "UTF-8"));
        options.add("-nowarn");
        options.add(isModule ? "--module-path" : "--class-path");
        options.add(join(classPath));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (var manager = compiler.getStandardFileManager(problems, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(sources);
            var task = compiler.getTask(new StringWriter(), manager, problems, options, null, units);
            if (!task.call()) {
                throw new LabException(text(problems.getDiagnostics()));
            }
        }
    }

    static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String text(List<Diagnostic<? extends JavaFileObject>> problems) {
        List<String> errors = problems.stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(Compiler::text)
                .toList();
        String more = errors.size() > MAX_ERRORS ? "\nand " + (errors.size() - MAX_ERRORS) + " more" : "";
        return "it does not compile\n" + errors.stream().limit(MAX_ERRORS).collect(Collectors.joining("\n")) + more;
    }

    private static String text(Diagnostic<? extends JavaFileObject> problem) {
        String message = problem.getMessage(Locale.ENGLISH).replace("\n", "\n    ");
        if (problem.getSource() == null) {
            return message;
        }
        Path here = Path.of("").toAbsolutePath();
        Path file = Path.of(problem.getSource().toUri());
        Path shown = file.startsWith(here) ? here.relativize(file) : file;
        return shown + ":" + problem.getLineNumber() + ": " + message;
    }
}
