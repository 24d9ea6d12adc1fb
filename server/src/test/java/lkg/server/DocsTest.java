package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The docs and the program agree: quoted code is in the source, links lead somewhere, and the classes, methods, tests,
 * ends and defaults that the docs name exist.
 */
@Tag("project")
class DocsTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST_METHOD = Pattern.compile("void (\\w+)\\(");
    private static final Pattern NUMBERED_TEST = Pattern.compile("d\\d\\d_\\w+");
    private static final Pattern DEFECT = Pattern.compile("\\*\\*D(\\d+)\\b");

    /** A class, nested classes, and at most one member, as in {@code Body.FileRegion.length()}; but no file's name. */
    private static final Pattern NAME = Pattern.compile(
            "(?!\\w+\\.(?:java|md)$)([A-Z]\\w*[a-z]\\w*)((?:\\.[A-Z]\\w*)*)(?:\\.([a-z]\\w*))?(?:\\(.*\\))?");

    /** A name that no English word looks like: {@code aName}, {@code aName()} or {@code A_NAME}. */
    private static final Pattern BARE_NAME = Pattern.compile("([a-z]+[A-Z]\\w*|[A-Z]+_[A-Z_]+)(?:\\(.*\\))?");

    private static final Pattern WORD = Pattern.compile("\\w+");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) (\\w+)");

    private static final List<String> PACKAGES_OF_THE_JDK = List.of(
            "java.lang",
            "java.io",
            "java.nio",
            "java.nio.channels",
            "java.net",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.locks");

    /** Names in the docs that look like our classes: of the original, of header fields, of what readers write. */
    private static final Set<String> NOT_OURS = Set.of("Epoll", "TimerManager", "Allow", "PingPong");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(
                                    PROJECT.resolve("README.md"),
                                    PROJECT.resolve("http-parser/src/test/resources/wire/README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void quotedCodeIsInTheSource(Path page) throws IOException {
        for (FencedCodeBlock block : nodes(page, FencedCodeBlock.class)) {
            String[] info = block.getInfo().split(" ");
            // A block may name the file that it quotes; one of Java has to.
            if (info.length > 1 || info[0].equals("java")) {
                assertThat(info).as("the source of \"%s\"", block.getLiteral()).hasSize(2);
                String source = withoutIndentation(Files.readString(PROJECT.resolve(info[1])));
                // Not contains(), which would show the whole file.
                assertThat(source.contains(withoutIndentation(block.getLiteral())))
                        .as(
                                "%s quotes from %s what is not there (any more):%n%s",
                                PROJECT.relativize(page), info[1], block.getLiteral())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        for (Link link : nodes(page, Link.class)) {
            String target = link.getDestination();
            if (!target.contains("://")) {
                assertThat(page.resolveSibling(target.replaceFirst("#.*", ""))).exists();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void testsThatAreNamedExist(Path page) throws IOException {
        Set<String> named = nodes(page, Code.class).stream()
                .map(Code::getLiteral)
                .filter(literal -> NUMBERED_TEST.matcher(literal).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(testMethods());

        assertThat(named).as("tests that %s names, but that do not exist", page).isEmpty();
    }

    @Test
    void eachDefectOfTheOriginalIsExplained() throws IOException {
        Set<Integer> explained = new TreeSet<>();
        for (Path page : pages()) {
            Matcher defect = DEFECT.matcher(Files.readString(page));
            while (defect.find()) {
                explained.add(Integer.parseInt(defect.group(1)));
            }
        }

        assertThat(explained)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 28).boxed().toList());
    }

    @Test
    void eachNumberedTestIsInTheIndexOfDefects() throws IOException {
        Path index = PROJECT.resolve("docs/defects.md");
        Set<String> listed =
                nodes(index, Code.class).stream().map(Code::getLiteral).collect(Collectors.toSet());
        Set<String> tests = testMethods().stream()
                .filter(test -> NUMBERED_TEST.matcher(test).matches())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tests).as("tests that carry the number of a defect").hasSizeGreaterThan(15);
        tests.removeAll(listed);
        assertThat(tests)
                .as("tests that the index of the defects, docs/defects.md, does not name")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void classesAndMethodsThatAreNamedExist(Path page) throws IOException {
        Map<String, String> sources = sourcesByType();
        List<String> stale = new ArrayList<>();
        for (Code code : nodes(page, Code.class)) {
            Matcher name = NAME.matcher(code.getLiteral());
            if (name.matches() && !isOfOthers(name.group(1)) && !isDeclared(name, sources)) {
                stale.add(code.getLiteral());
            }
        }

        assertThat(stale).as("named in the docs, but not in the sources").isEmpty();
    }

    /** Methods without their class, fields, constants, and tests without a number. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void otherNamesAreInTheSourcesOrInTheOriginal(Path page) throws IOException {
        Set<String> known = new TreeSet<>(wordsOfTheOriginal());
        for (Path source : sources("src")) {
            known.addAll(words(Files.readString(source)));
        }
        List<String> stale = new ArrayList<>();
        for (Code code : nodes(page, Code.class)) {
            Matcher name = BARE_NAME.matcher(code.getLiteral());
            if (name.matches() && !known.contains(name.group(1))) {
                stale.add(code.getLiteral());
            }
        }

        assertThat(stale)
                .as("named in the docs, but neither in the sources nor in a quotation of the original")
                .isEmpty();
    }

    @Test
    void eachWayToEndIsInTheChapterOnClosing() throws IOException {
        Set<String> named = nodes(PROJECT.resolve("docs/4-closing-connections.md"), Code.class).stream()
                .map(Code::getLiteral)
                .collect(Collectors.toSet());

        assertThat(named)
                .containsAll(Stream.of(EndReason.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PORT", "LOOPS", "WORKERS", "MAX_BYTES_IN_FLIGHT"},
            mode = EnumSource.Mode.EXCLUDE)
    void theTablesOfLimitsAndClocksHaveEachDefault(Setting setting) throws IOException {
        String name = setting == Setting.GRACE ? "shutdown" : setting.builderMethod();
        String row = Files.readAllLines(PROJECT.resolve("docs/README.md")).stream()
                .filter(line -> line.startsWith("|") && line.contains("`" + name + "`"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/README.md has no row for `" + name + "`"));

        assertThat(row.split("\\|")[2].strip()).as(row).isEqualTo(shown(setting));
    }

    private static String shown(Setting setting) {
        long value = setting.defaultValue();
        if (value == Long.MAX_VALUE) {
            return "none";
        }
        if (setting.name().matches(".*_TIMEOUT|GRACE|DRAIN_DELAY")) {
            return value / 1000 + " s";
        }
        if (setting.name().endsWith("_BYTES")) {
            return value < 1024 * 1024 ? value / 1024 + " KiB" : value / (1024 * 1024) + " MiB";
        }
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static <T extends Node> List<T> nodes(Path page, Class<T> type) throws IOException {
        List<T> found = new ArrayList<>();
        Parser.builder().build().parse(Files.readString(page)).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                collect(parent);
                super.visitChildren(parent);
            }

            @Override
            public void visit(FencedCodeBlock block) {
                collect(block);
            }

            @Override
            public void visit(Code code) {
                collect(code);
            }

            private void collect(Node node) {
                if (type.isInstance(node)) {
                    found.add(type.cast(node));
                }
            }
        });
        return found;
    }

    private static Set<String> testMethods() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Path source : sources("src/test/java")) {
            Matcher method = TEST_METHOD.matcher(Files.readString(source));
            while (method.find()) {
                methods.add(method.group(1));
            }
        }
        return methods;
    }

    /** The sources of all modules, by the types that they declare. */
    private static Map<String, String> sourcesByType() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path source : sources("src")) {
            String text = Files.readString(source);
            Matcher type = TYPE.matcher(text);
            while (type.find()) {
                sources.merge(type.group(1), text, String::concat);
            }
        }
        return sources;
    }

    private static Set<String> wordsOfTheOriginal() throws IOException {
        Set<String> words = new TreeSet<>();
        for (Path page : pages()) {
            for (FencedCodeBlock block : nodes(page, FencedCodeBlock.class)) {
                if (block.getInfo().equals("cpp")) {
                    words.addAll(words(block.getLiteral()));
                }
            }
        }
        return words;
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static List<Path> sources(String folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of(
                ".mvn/schedule",
                "buffer",
                "timer",
                "threadpool",
                "http-parser",
                "reactor",
                "server",
                "docs/benchmarks")) {
            Path root = PROJECT.resolve(module).resolve(folder);
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static boolean isDeclared(Matcher name, Map<String, String> sources) {
        String source = sources.getOrDefault(name.group(1), "");
        Stream<String> members = Stream.of(name.group(2).split("\\.")).filter(nested -> !nested.isEmpty());
        return !source.isEmpty()
                && members.allMatch(member -> source.matches("(?s).*\\b" + member + "\\b.*"))
                && (name.group(3) == null || declaresMember(source, name.group(3)));
    }

    /** A type stands before the name of a method, a field or a component; a call has a dot or an operator there. */
    private static boolean declaresMember(String source, String name) {
        return Pattern.compile("(?<!\\breturn)(?<!\\bnew)(?<!\\bthrow)(?<=[\\w>\\]])\\s+" + name + "\\s*[(,);=]")
                .matcher(source)
                .find();
    }

    private static boolean isOfOthers(String name) {
        return NOT_OURS.contains(name)
                || PACKAGES_OF_THE_JDK.stream().anyMatch(inPackage -> {
                    try {
                        Class.forName(inPackage + "." + name);
                        return true;
                    } catch (ClassNotFoundException e) {
                        return false;
                    }
                });
    }

    /** A quotation may be indented differently from its source. */
    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
