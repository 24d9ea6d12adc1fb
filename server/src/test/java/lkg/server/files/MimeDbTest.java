package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our resource {@code mime-db.txt} is made of the database in the test's class path, and this class makes it. */
@Tag("project")
class MimeDbTest {

    private static final Path RESOURCES = Path.of("src/main/resources/lkg/server/files");
    private static final String UPDATE = "media-types.update";

    /** A type that claims an extension; the first in order gets it. */
    private record Claim(String type, String source, boolean compressible) implements Comparable<Claim> {

        private static final List<String> SOURCES = List.of("iana", "apache", "nginx", "");

        @Override
        public int compareTo(Claim other) {
            return Comparator.comparingInt((Claim claim) -> SOURCES.indexOf(claim.source))
                    .thenComparing(Claim::isOfAnUnofficialTree)
                    .thenComparing(Claim::type)
                    .compare(this, other);
        }

        private boolean isOfAnUnofficialTree() {
            return type.matches(".*/(x-|vnd\\.|prs\\.).*");
        }

        /** As the table writes it: a star is for what {@link MediaTypes#isCompressible} does not see in the name. */
        String inTable() {
            boolean seen = type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml");
            return compressible && !seen ? type + "*" : type;
        }
    }

    /** Of each extension the type that gets it. */
    private static Map<String, Claim> claims;

    @BeforeAll
    static void read() throws IOException {
        claims = new TreeMap<>();
        JsonNode types = new ObjectMapper().readTree(resource("db.json"));
        types.properties().forEach(entry -> {
            JsonNode type = entry.getValue();
            Claim claim = new Claim(
                    entry.getKey(),
                    type.path("source").asText(),
                    type.path("compressible").asBoolean());
            type.path("extensions")
                    .forEach(extension -> claims.merge(
                            extension.asText(), claim, (one, other) -> one.compareTo(other) < 0 ? one : other));
        });
    }

    @Test
    void theTableIsThatOfTheDatabase() throws IOException {
        Path file = RESOURCES.resolve("mime-db.txt");
        String made = madeOfTheDatabase();
        if (System.getProperty(UPDATE) != null) {
            Files.writeString(file, made);
        }

        assertThat(Files.readString(file).lines())
                .as(
                        "mime-db.txt is not what mime-db %s makes. To bring it up to date, run: "
                                + "mvn -pl server test -Donly=server -Dtest=MimeDbTest -D" + UPDATE,
                        version())
                .containsExactlyElementsOf(made.lines().toList());
    }

    @Test
    void eachDifferenceIsOne() throws IOException {
        List<String> needless = new ArrayList<>();
        for (String line : Files.readAllLines(RESOURCES.resolve("media-types.txt"))) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split(" ");
                Stream.of(words)
                        .skip(1)
                        .filter(extension -> claims.containsKey(extension)
                                && claims.get(extension).inTable().equals(words[0]))
                        .forEach(extension -> needless.add(words[0] + " " + extension));
            }
        }

        assertThat(needless)
                .as("lines of media-types.txt that mime-db.txt has, too")
                .isEmpty();
    }

    @Test
    void noExtensionIsInOurTableTwice() throws IOException {
        assertThat(Files.readAllLines(RESOURCES.resolve("media-types.txt")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .flatMap(line -> Stream.of(line.split(" ")).skip(1)))
                .doesNotHaveDuplicates();
    }

    private static String madeOfTheDatabase() throws IOException {
        Map<String, TreeSet<String>> extensions = new TreeMap<>();
        claims.forEach((extension, claim) -> extensions
                .computeIfAbsent(claim.inTable(), type -> new TreeSet<>())
                .add(extension));
        StringBuilder table = new StringBuilder();
        table.append("# Media types and their extensions, made of the database mime-db ")
                .append(version())
                .append(" by MimeDbTest: do not edit.\n")
                .append("# A star marks a type that is worth compressing though its name does not say so. Of several\n")
                .append("# types for an extension, one that IANA has registered is taken.\n")
                .append("#\n# https://github.com/jshttp/mime-db\n#\n");
        new String(resource("LICENSE").readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> table.append(("# " + line).strip()).append('\n'));
        table.append('\n');
        extensions.forEach((type, of) ->
                table.append(type).append(' ').append(String.join(" ", of)).append('\n'));
        return table.toString();
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                MimeDbTest.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/mime-db/pom.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static InputStream resource(String name) throws IOException {
        String path = "/META-INF/resources/webjars/mime-db/" + version() + "/" + name;
        return Objects.requireNonNull(MimeDbTest.class.getResourceAsStream(path), path);
    }
}
