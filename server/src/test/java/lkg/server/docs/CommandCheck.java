package lkg.server.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;

/** Commands name options, modules, tests, labs, demos and wrong versions that exist. */
final class CommandCheck implements PageCheck {

    private static final Pattern LAB =
            Pattern.compile("Lab\\.java(?: ([\\w-]+))?(?: ([\\w.:-]+))?(?: --on ([\\w-]+))?");
    private static final Pattern TESTS = Pattern.compile("-Dtest='?([^\\s'`]+)");
    private static final Pattern MODULE = Pattern.compile("-pl ([\\w./-]+)");
    private static final Pattern WRONG = Pattern.compile(
            "(?<![\\w./-])((?:buffer|timer|threadpool|http|reactor|server|schedules)-\\d+)(?![\\w.-])");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-z-]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\bLKG_([A-Z_]+)\\b");
    private static final Pattern COMMAND_OF_THE_LAB = Pattern.compile("case \"(\\w+)\"");
    private static final Pattern HEADING_OF_A_WRONG_VERSION = Pattern.compile("(?m)^## ([\\w-]+-\\d+):");

    private final Sources sources;
    private final Set<String> options = new TreeSet<>();
    private final Set<String> optionsOfTheLab = new TreeSet<>();
    private final Set<String> commandsOfTheLab = new TreeSet<>();
    private final Set<String> wrongVersions = new TreeSet<>();

    CommandCheck(Sources sources, String help) throws IOException {
        this.sources = sources;
        addMatches(OPTION, help, options);
        for (String file : List.of("Main", "grade/Options", "Assemble", "Guide")) {
            String source = Files.readString(Page.PROJECT.resolve(".mvn/lab/lkg/lab/" + file + ".java"));
            addMatches(OPTION, source, optionsOfTheLab);
            if (file.equals("Main")) {
                addMatches(COMMAND_OF_THE_LAB, source, commandsOfTheLab);
            }
        }
        try (Stream<Path> pages = Files.list(Page.PROJECT.resolve("docs/wrong"))) {
            for (Path page : pages.toList()) {
                addMatches(HEADING_OF_A_WRONG_VERSION, Files.readString(page), wrongVersions);
            }
        }
    }

    Set<String> options() {
        return options;
    }

    @Override
    public List<Complaint> complaints(Page page) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        for (Map.Entry<Node, String> command : commands(page).entrySet()) {
            for (String problem : problems(command.getValue())) {
                complaints.add(page.complaint(command.getKey(), problem + " in: " + command.getValue()));
            }
        }
        return complaints;
    }

    private static Map<Node, String> commands(Page page) {
        Map<Node, String> commands = new LinkedHashMap<>();
        for (Code code : page.codes()) {
            commands.put(code, code.getLiteral());
        }
        for (FencedCodeBlock fence : page.fences()) {
            if (fence.getInfo().equals("sh")) {
                commands.put(fence, fence.getLiteral());
            } else if (fence.getInfo().equals("console")) {
                commands.put(fence, fence.getLiteral().lines().findFirst().orElse(""));
            }
        }
        return commands;
    }

    List<String> problems(String command) throws IOException {
        List<String> problems = new ArrayList<>();
        WRONG.matcher(command)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !wrongVersions.contains(name))
                .forEach(name -> problems.add("there is no wrong version " + name));
        VARIABLE.matcher(command)
                .results()
                .map(match -> match.group(1))
                .filter(name ->
                        !options.contains("--" + name.toLowerCase(Locale.ROOT).replace('_', '-')))
                .forEach(name -> problems.add("there is no option for LKG_" + name));
        Matcher lab = LAB.matcher(command);
        while (lab.find()) {
            problemOfTheLab(lab).ifPresent(problems::add);
        }
        problemOfTests(command).ifPresent(problems::add);
        if (command.startsWith("--") || command.contains("lkg-server.jar") || command.contains("Lab.java")) {
            OPTION.matcher(withoutOthers(command))
                    .results()
                    .map(MatchResult::group)
                    .filter(option -> !options.contains(option) && !optionsOfTheLab.contains(option))
                    .forEach(option -> problems.add("there is no option " + option));
        }
        return problems;
    }

    /** Without the commands of others in the same line or fence, which have options of their own. */
    private static String withoutOthers(String command) {
        return command.replaceAll(
                "(?s)(?<![\\w-])(curl|git|docker|systemctl|perf|ss|timeout|sudo|wrk|strace)\\b[^|;&\\n]*", "");
    }

    private Optional<String> problemOfTheLab(Matcher lab) {
        String name = lab.group(1);
        String argument = lab.group(2);
        if (name == null || name.startsWith("-")) {
            return Optional.empty();
        }
        if (!commandsOfTheLab.contains(name) && !name.equals(name.toUpperCase(Locale.ROOT))) {
            return Optional.of("the lab has no command " + name);
        }
        boolean hasArgument = argument != null && !argument.startsWith("-") && argument.matches(".*[a-z].*");
        if (name.equals("run")
                && hasArgument
                && !Files.exists(Page.PROJECT.resolve("docs/demos/" + argument + ".java"))) {
            return Optional.of("there is no demo " + argument);
        }
        if (name.equals("start")
                && hasArgument
                && !Files.exists(Page.PROJECT.resolve("docs/labs/" + argument + ".md"))) {
            return Optional.of("there is no lab " + argument);
        }
        return Optional.empty();
    }

    /** The tests that Maven is told to run are in that module. */
    private Optional<String> problemOfTests(String command) {
        Matcher module = MODULE.matcher(command);
        if (!module.find()) {
            return Optional.empty();
        }
        String name = module.group(1);
        if (!name.startsWith("docs/") && !name.equals("X") && !Files.exists(Page.PROJECT.resolve(name + "/pom.xml"))) {
            return Optional.of("there is no module " + name);
        }
        Matcher tests = TESTS.matcher(command);
        if (tests.find()) {
            for (String pattern : tests.group(1).split("[,+]")) {
                if (sources.testsOf(name).stream().noneMatch(test -> test.matches(asRegularExpression(pattern)))) {
                    return Optional.of(name + " has no test " + pattern);
                }
            }
        }
        return Optional.empty();
    }

    private static String asRegularExpression(String pattern) {
        String escaped = pattern.replace("*", ".*");
        if (escaped.startsWith("#")) {
            return ".*" + escaped;
        }
        return escaped.contains("#") ? escaped : escaped + "#.*";
    }

    private static void addMatches(Pattern pattern, String text, Set<String> found) {
        pattern.matcher(text).results().map(match -> match.group(1)).forEach(found::add);
    }
}
