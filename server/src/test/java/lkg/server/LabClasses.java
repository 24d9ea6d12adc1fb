package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The classes of the lab, compiled as {@code .mvn/lab/Lab.java} does it, but with all warnings. */
final class LabClasses {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private LabClasses() {}

    static void compileInto(Path classes) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-d", classes.toString(), "--release", "17", "-Xlint:all", "-Werror"));
        try (Stream<Path> sources = Files.walk(PROJECT.resolve(".mvn/lab/lkg"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        arguments.add(PROJECT.resolve("http-parser/src/test/java/lkg/http/wire/WireFile.java")
                .toString());
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(status).as("status of javac for the lab").isZero();
    }
}
