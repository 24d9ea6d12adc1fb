package lkg.server.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.FencedCodeBlock;

/** The words, types and tests of all sources. */
final class Sources {

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) (\\w+)");
    private static final Pattern TEST_METHOD = Pattern.compile("(?:void|Property\\w*\\(.*) (\\w+)\\(");

    private final Map<String, String> byType = new HashMap<>();
    private final Set<String> words = new HashSet<>();
    private final Set<String> tests = new TreeSet<>();
    private final Map<String, Set<String>> testsByModule = new HashMap<>();

    Sources() throws IOException {
        for (String module : List.of(
                ".mvn",
                "buffer",
                "timer",
                "threadpool",
                "http-parser",
                "reactor",
                "server",
                "docs/benchmarks",
                "docs/demos")) {
            Path root = Page.PROJECT.resolve(module);
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Sources::isSource).toList()) {
                    add(module, file);
                }
            }
        }
    }

    private static boolean isSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.endsWith(".java") && !name.contains("/target/");
    }

    private void add(String module, Path file) throws IOException {
        String text = Files.readString(file);
        Matcher type = TYPE.matcher(text);
        while (type.find()) {
            byType.merge(type.group(1), text, String::concat);
        }
        if (file.endsWith("PlantedLiesTest.java")) {
            return; // It names what does not exist.
        }
        words.addAll(wordsOf(text));
        if (file.toString().contains("test")) {
            Matcher method = TEST_METHOD.matcher(text);
            Set<String> ofModule = testsByModule.computeIfAbsent(module, name -> new TreeSet<>());
            while (method.find()) {
                tests.add(method.group(1));
                String className = file.getFileName().toString().replace(".java", "");
                ofModule.add(className + "#" + method.group(1));
            }
        }
    }

    /** The names of the methods in all tests. */
    Set<String> tests() {
        return tests;
    }

    /** As {@code Class#method}. */
    Set<String> testsOf(String module) {
        return testsByModule.getOrDefault(module, Set.of());
    }

    boolean hasWord(String word) {
        return words.contains(word);
    }

    boolean hasType(String type) {
        return byType.containsKey(type);
    }

    /** Whether {@code type}, or a type in the same file, declares a method, a field or a component of this name. */
    boolean hasMember(String type, String name) {
        // A type stands before the name; a call has a dot or an operator there.
        return Pattern.compile("(?<!\\breturn)(?<!\\bnew)(?<!\\bthrow)(?<=[\\w>\\]])\\s+" + name + "\\s*[(,);=]")
                .matcher(byType.getOrDefault(type, ""))
                .find();
    }

    boolean hasNested(String type, String nested) {
        return byType.getOrDefault(type, "").matches("(?s).*\\b" + nested + "\\b.*");
    }

    /** The words of the original. */
    static Set<String> originalWords() throws IOException {
        return Page.named("docs/original.md").fences().stream()
                .map(FencedCodeBlock::getLiteral)
                .flatMap(code -> wordsOf(code).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> wordsOf(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
