import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The lab: build a module yourself, step by step. {@code java .mvn/lab/Lab.java} prints the commands.
 *
 * <p>A JDK runs one source file. So this one compiles those in the folder beside it, and calls {@code lkg.lab.Main}.
 */
final class Lab {

    public static void main(String[] arguments) throws Exception {
        Path root = projectRoot();
        Path classes = Files.createTempDirectory("lkg-lab");
        int status;
        try {
            compile(root, classes);
            status = run(classes, root, List.of(arguments));
        } finally {
            delete(classes);
        }
        System.exit(status);
    }

    private static Path projectRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".mvn/lab/Lab.java"))) {
                return folder;
            }
        }
        throw fail("this folder belongs to no project: run the lab where the project's pom.xml is");
    }

    private static void compile(Path root, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var fileManager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.walk(root.resolve(".mvn/lab/lkg"))) {
            // The grader reads the parser's wire cases as the parser's tests do.
            Path wireFile = root.resolve("http-parser/src/test/java/lkg/http/wire/WireFile.java");
            var sources = Stream.concat(files.filter(file -> file.toString().endsWith(".java")), Stream.of(wireFile));
            var units = fileManager.getJavaFileObjectsFromPaths(sources.toList());
            var options = List.of("-d", classes.toString(), "--release", "17", "-proc:none", "-encoding", "UTF-8");
            if (!compiler.getTask(null, fileManager, null, options, null, units).call()) {
                throw fail("the lab itself does not compile");
            }
        }
    }

    private static int run(Path classes, Path root, List<String> arguments) throws Exception {
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, Lab.class.getClassLoader())) {
            Class<?> main = loader.loadClass("lkg.lab.Main");
            return (int) main.getMethod("run", Path.class, List.class).invoke(null, root, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static RuntimeException fail(String message) {
        System.err.println("lab: " + message);
        System.exit(2);
        return new IllegalStateException(message);
    }
}
