package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lkg.http.HeadParser;
import lkg.server.connection.HttpConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shape of the main code of all modules: which files need each other, how long they are, which fields change. */
@Tag("project")
class StructureTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("buffer", "timer", "threadpool", "http-parser", "reactor", "server");

    /** Files that can only be understood together, and why that is no fault. */
    private record Natural(Set<String> files, String reason) {}

    private static final List<Natural> NATURAL_CIRCLES = List.of(
            natural("lkg.timer", "Timer TimerQueue", "a timer is a handle that cancels itself in its queue"),
            natural("lkg.reactor", "EventHandler Await", "a handler returns what it waits for, maybe with a successor"),
            natural("lkg.http", "BodyDecoder ChunkedBody FixedBody", "a sealed interface chooses its implementation"),
            natural(
                    "lkg.server.body",
                    "Content BytesContent FileContent SourceContent",
                    "an interface chooses its package-private implementation"),
            natural(
                    "lkg.server.connection",
                    "HttpConnection Answering Idle Last ReadingBody ReadingHead Sending Uploading",
                    "a connection is in a state, and a state has it enter the next one"),
            natural("lkg.server", "Handler Endpoint", "a handler chooses an endpoint, which calls a handler"),
            natural("lkg.server", "Setting InvalidSettingException", "the exception names the setting that throws it"),
            natural(
                    "lkg.server.files",
                    "StaticFiles StaticFilesBuilder",
                    "StaticFiles.builder() makes what builds StaticFiles"),
            natural("lkg.server", "LkgServer ServerBuilder", "LkgServer.builder() makes what starts an LkgServer"));

    private static Natural natural(String packageName, String files, String reason) {
        return new Natural(
                Arrays.stream(files.split(" "))
                        .map(file -> packageName + "." + file)
                        .collect(Collectors.toCollection(TreeSet::new)),
                reason);
    }

    @Test
    void filesNeedEachOtherOnlyWhereThatIsNatural() throws IOException {
        Map<String, Set<String>> needs = needs();
        List<String> unnatural = circles(needs).stream()
                .filter(circle -> NATURAL_CIRCLES.stream()
                        .noneMatch(natural -> natural.files().containsAll(circle)))
                .map(circle -> circle + ", such as " + pathAround(circle, needs))
                .toList();

        assertThat(unnatural)
                .as("circles of files: break each one, or list it here with the reason why it is natural")
                .isEmpty();
    }

    /** Also shows that circles are found at all. */
    @Test
    void everyNaturalCircleIsStillThere() throws IOException {
        List<Set<String>> circles = circles(needs());

        assertThat(NATURAL_CIRCLES)
                .as("the list of natural circles: correct or delete what is none any more")
                .filteredOn(natural -> !circles.contains(natural.files()))
                .isEmpty();
    }

    @Test
    void noFileHasMoreThan250Lines() throws IOException {
        Map<Path, Integer> tooLong = new TreeMap<>(lines());
        tooLong.values().removeIf(lines -> lines <= 250);

        assertThat(tooLong).as("lines of files").isEmpty();
    }

    @Test
    void halfOfTheFilesHaveAtMost75Lines() throws IOException {
        int[] sorted =
                lines().values().stream().mapToInt(lines -> lines).sorted().toArray();

        assertThat(sorted[sorted.length / 2])
                .as("median of the lines of a file")
                .isLessThanOrEqualTo(75);
    }

    /** Blank lines, comments and imports do not count: explaining more is no fault. */
    @Test
    void allMainCodeHasLessThan15500LinesOfCode() throws IOException {
        int lines = 0;
        for (Path file : lines().keySet()) {
            lines += (int) Files.readAllLines(PROJECT.resolve(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.matches("(/\\*|\\*|//|import |package ).*"))
                    .count();
        }

        assertThat(lines).as("lines of code").isBetween(4000, 15_500);
    }

    @Test
    void theConnectionHasAtMost1110Lines() throws IOException {
        Map<Path, Integer> connection = new TreeMap<>(lines());
        connection.keySet().removeIf(file -> !file.getParent().endsWith("lkg/server/connection"));
        // For those who watch.
        connection.keySet().removeIf(file -> file.endsWith("Description.java") || file.endsWith("Tunnel.java"));

        assertThat(sum(connection)).as("lines of " + connection).isLessThanOrEqualTo(1110);
    }

    /** What only some states need is a field of their own, made when the state is entered and dropped with it. */
    @Test
    void theConnectionHasNoFieldThatOnlySomeStatesUse() {
        assertThat(variables(HttpConnection.class))
                .containsExactlyInAnyOrder("State state", "Optional reason", "int requests", "long heldBytes");
    }

    /** A state has all it needs when it is made. What changes is only whether its deadline runs already. */
    @Test
    void aStateHasAllItNeedsWhenItIsMade() throws Exception {
        Map<String, Set<String>> variables = new TreeMap<>();
        for (Class<?> state : states()) {
            variables.put(state.getSimpleName(), variables(state));
        }

        assertThat(variables).containsKeys("Idle", "ReadingHead", "ReadingBody", "Answering", "Sending");
        variables.values().removeIf(Set::isEmpty);
        assertThat(variables).containsOnly(Map.entry("ReadingHead", Set.of("boolean deadlineSet")));
    }

    /** REQUEST_LINE leaves nothing to FIELDS but the request line. */
    @Test
    void theParserKeepsOnlyTheRequestLineBetweenItsStates() {
        assertThat(variables(HeadParser.class))
                .containsExactlyInAnyOrder("State state", "Optional requestLine", "int emptyLines");
    }

    /** The instance fields that are not final. */
    private static Set<String> variables(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()))
                .filter(field -> !field.isSynthetic())
                .map(field -> field.getType().getSimpleName() + " " + field.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Class<?>> states() throws IOException, ClassNotFoundException {
        Class<?> state = Class.forName("lkg.server.connection.State");
        List<Class<?>> states = new ArrayList<>();
        for (Path source : sources("server")) {
            if (source.getParent().endsWith("lkg/server/connection")) {
                Class<?> type = Class.forName("lkg.server.connection." + withoutExtension(source));
                if (state.isAssignableFrom(type) && type != state) {
                    states.add(type);
                }
            }
        }
        return states;
    }

    private static Map<Path, Integer> lines() throws IOException {
        Map<Path, Integer> lines = new HashMap<>();
        for (String module : MODULES) {
            for (Path source : sources(module)) {
                lines.put(PROJECT.relativize(source), Files.readAllLines(source).size());
            }
        }
        return lines;
    }

    private static int sum(Map<Path, Integer> lines) {
        return lines.values().stream().mapToInt(count -> count).sum();
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String withoutExtension(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    /** For each file the other files that it needs. A file has the name of its class; nested classes belong to it. */
    private static Map<String, Set<String>> needs() throws IOException {
        // The class files one by one: given a folder, jdeps would ask for all that its module-info requires.
        List<String> arguments = new ArrayList<>(List.of("-v"));
        for (String module : MODULES) {
            for (Path source : sources(module)) {
                arguments.addAll(classesOf(source, module));
            }
        }
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new AssertionError("this JDK has no jdeps"))
                .run(printer, printer, arguments.toArray(String[]::new));
        assertThat(status).as("jdeps says: " + output).isZero();

        Pattern need = Pattern.compile("(?m)^\\s+(lkg\\.[\\w.]+)\\S*\\s+->\\s+(lkg\\.[\\w.]+)");
        Map<String, Set<String>> needs = new TreeMap<>();
        Matcher found = need.matcher(output.toString());
        while (found.find()) {
            if (!found.group(1).equals(found.group(2))) {
                needs.computeIfAbsent(found.group(1), file -> new TreeSet<>()).add(found.group(2));
            }
        }
        return needs;
    }

    /** Looked up by source, because the class files of a deleted source may be left over. */
    private static List<String> classesOf(Path source, String module) throws IOException {
        Path folder = PROJECT.resolve(module)
                .resolve("target/classes")
                .resolve(PROJECT.resolve(module).resolve("src/main/java").relativize(source.getParent()));
        String name = withoutExtension(source);
        if (name.endsWith("-info")) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "(\\$.+)?\\.class"))
                    .map(Path::toString)
                    .toList();
        }
    }

    /** The strongly connected components of more than one file. */
    private static List<Set<String>> circles(Map<String, Set<String>> needs) {
        Map<String, Set<String>> reached = new TreeMap<>();
        needs.keySet().forEach(file -> reached.put(file, parents(file, needs).keySet()));
        return reached.keySet().stream()
                .filter(file -> reached.get(file).contains(file))
                .map(file -> reached.get(file).stream()
                        .filter(other -> reached.getOrDefault(other, Set.of()).contains(file))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .distinct()
                .collect(Collectors.toList());
    }

    /** A shortest way from a file of the circle back to it. */
    private static String pathAround(Set<String> circle, Map<String, Set<String>> needs) {
        String start = circle.iterator().next();
        Map<String, String> parents = parents(start, needs);
        Deque<String> path = new ArrayDeque<>(List.of(start));
        do {
            path.addFirst(parents.get(path.getFirst()));
        } while (!path.getFirst().equals(start));
        return String.join(" -> ", path);
    }

    /** All that {@code start} needs, directly or not, and for each the file before it on a shortest way there. */
    private static Map<String, String> parents(String start, Map<String, Set<String>> needs) {
        Map<String, String> parents = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String file = next.remove();
            for (String needed : needs.getOrDefault(file, Set.of())) {
                if (parents.putIfAbsent(needed, file) == null) {
                    next.add(needed);
                }
            }
        }
        return parents;
    }
}
