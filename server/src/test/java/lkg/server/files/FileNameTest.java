package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lkg.server.Client;
import lkg.server.ForkedServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are bytes: each one that the file system holds is listed and served. */
@EnabledOnOs(OS.LINUX)
class FileNameTest {

    /** Percent-encoded: UTF-8, Latin-1, bytes that are no text, backslash, line break, what HTML and URLs use. */
    private static final List<String> NAMES = List.of(
            "plain.txt",
            "%C3%BCber.txt",
            "%FCber.txt",
            "%FF%FE%80",
            "a%5Cb.txt",
            "line%0Abreak",
            "%E6%97%A5%E6%9C%AC",
            "50%25.txt",
            "a%20b%2Bc",
            "%3Cb%3E%26%22%27",
            "javascript%3Ax",
            "C%3A",
            "%3F%23%3B",
            "%7F");

    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(\\./[^\"]*)\"|<a href=\"(\\./[^\"]*)\"");

    @TempDir
    Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : NAMES) {
            Files.writeString(Path.of(URI.create(root.toUri() + name)), "content of " + name);
            Path directory = Files.createDirectories(Path.of(URI.create(root.toUri() + "in-" + name)));
            Files.writeString(directory.resolve("file.txt"), "content below " + name);
        }
    }

    @Test
    void aNameKeepsItsBytes() {
        for (String encoded : NAMES) {
            String name = FileName.decoded(encoded).orElseThrow();

            Path path = FileName.toPath(root, List.of(name));

            assertThat(Files.exists(root.resolve(path)))
                    .as("there is a file %s", encoded)
                    .isTrue();
            assertThat(FileName.of(path)).as("the name of %s", path).isEqualTo(name);
            assertThat(FileName.percentEncoded(name)).isEqualTo(encoded);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX", ""})
    void everyNameIsListedAndServedInEveryLocale(String locale) throws Exception {
        Class<?> main = Class.forName("lkg.server.cli.Main");
        try (ForkedServer server = new ForkedServer(
                        List.of(),
                        Map.of("LC_ALL", locale, "LANG", locale),
                        main,
                        ProcessBuilder.Redirect.DISCARD,
                        "-p",
                        "0",
                        root.toString());
                Client client = new Client(server.port)) {
            for (String name : NAMES) {
                assertThat(get(client, "/" + name)).as("GET /%s", name).isEqualTo("content of " + name);
                assertThat(get(client, "/in-" + name + "/file.txt"))
                        .as("GET /in-%s/file.txt", name)
                        .isEqualTo("content below " + name);
            }
            String page = get(client, "/");
            List<String> contents = LINK.matcher(page)
                    .results()
                    .map((MatchResult link) -> link.group(1) != null ? link.group(1) : link.group(2))
                    .filter(link -> !link.endsWith("/"))
                    .map(link -> link.substring(2))
                    .map(link -> get(client, "/" + link))
                    .toList();
            assertThat(contents)
                    .as("the contents of what is listed")
                    .containsExactlyInAnyOrderElementsOf(
                            NAMES.stream().map(name -> "content of " + name).toList());
        }
    }

    private static String get(Client client, String target) {
        try {
            return client.send("GET " + target + " HTTP/1.1\nHost: a\n\n")
                    .response()
                    .text();
        } catch (IOException e) {
            throw new AssertionError(target, e);
        }
    }
}
