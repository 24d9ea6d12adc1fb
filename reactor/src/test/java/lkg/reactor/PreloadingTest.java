package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("inside")
class PreloadingTest {

    /** An address for documentation, which no machine has (RFC 5737). */
    private static final InetSocketAddress UNUSABLE = new InetSocketAddress("192.0.2.1", 0);

    @TempDir
    Path directory;

    /** Uses up all descriptors after preloading, gives one back, and closes a channel that takes it. */
    static final class OutOfDescriptors {

        public static void main(String[] arguments) throws IOException {
            Preloading.preload(UNUSABLE);
            List<FileInputStream> files = new ArrayList<>();
            while (true) {
                try {
                    files.add(new FileInputStream("/dev/null"));
                } catch (IOException e) {
                    break;
                }
            }
            files.get(0).close();
            SocketChannel.open().close();
            System.out.println("closed");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withoutALoopbackDeviceAllElseIsLoaded() throws Exception {
        Path output = directory.resolve("output");
        Process process =
                java(OutOfDescriptors.class).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it has ended").isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output)).isEqualTo("closed\n");
    }

    /** A JVM that may have 64 descriptors. */
    private static ProcessBuilder java(Class<?> main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "sh", "-c", "ulimit -n 64; exec \"$@\"", "sh", java, "-cp", classPath(), main.getName())
                .redirectErrorStream(true);
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
