package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The docs and the program agree: what is quoted is there, links lead somewhere, and tests that are named exist. */
class DocsTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST_METHOD = Pattern.compile("void (\\w+)\\(");
    private static final Pattern NUMBERED_TEST = Pattern.compile("d\\d\\d_\\w+");
    private static final Pattern DEFECT = Pattern.compile("\\*\\*D(\\d+)\\b");

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
            if (info[0].equals("java")) {
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
        Set<String> tests = testMethods();
        for (Code code : nodes(page, Code.class)) {
            if (NUMBERED_TEST.matcher(code.getLiteral()).matches()) {
                assertThat(tests).contains(code.getLiteral());
            }
        }
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
        assertThat(listed)
                .as("the index of the defects, docs/defects.md, names each of these tests")
                .containsAll(tests);
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
        for (String module : List.of("buffer", "timer", "threadpool", "http-parser", "reactor", "server")) {
            try (Stream<Path> sources = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    Matcher method = TEST_METHOD.matcher(Files.readString(source));
                    while (method.find()) {
                        methods.add(method.group(1));
                    }
                }
            }
        }
        return methods;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A quotation may be indented differently from its source. */
    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
