package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A class that is loaded for the first time when the stack or the memory is at its end may fail to be initialised, and
 * can then never be used: so logging loads none. Needs a process of its own, in which nothing was logged before.
 */
@Tag("inside")
class LoopLogLoadingTest {

    @Test
    void whenALoopHasBeenMadeNoClassIsMissingForLogging() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        classPath(),
                        Logging.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            List<String> output = process.inputReader().lines().toList();

            assertThat(process.waitFor()).isZero();
            assertThat(output).contains("begin", "end");
            assertThat(output.subList(output.indexOf("begin"), output.indexOf("end")))
                    .filteredOn(line -> line.contains("lkg."))
                    .as("classes of ours that were loaded while logging")
                    .isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Makes a loop, and logs more than there is room for. */
    static final class Logging {

        public static void main(String[] arguments) throws Exception {
            EventLoop loop = EventLoop.start("loop", failure -> {});
            LoopLog log = LoopLog.of(Logging.class);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("lkg-log")) {
                    thread.join();
                }
            }
            Error failure = new StackOverflowError();
            System.out.print("begin\n");
            for (int i = 0; i < 5000; i++) {
                log.error("a handler failed", failure);
                log.warn("a peer failed", failure);
            }
            System.out.print("end\n");
            loop.shutdownNow();
        }
    }

    /** The tests run on the module path or on the class path, as the build tool likes. */
    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }
}
