package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mistake that people make: a change of our code, told in {@code docs/wrong}.
 *
 * @param name such as {@code timer-3}
 * @param module whose code is changed, and whose test notices
 * @param killer the test that fails, as {@code Class.method}
 * @param text what is said about it
 * @param seeIt a command that shows a client what is wrong
 * @param serveWith options that the server needs for that
 */
record WrongVersion(
        String name,
        String title,
        String module,
        String killer,
        String text,
        Optional<String> seeIt,
        List<String> serveWith,
        List<Change> changes) {

    /** Adjacent lines of a file: as a diff, as they are, and as they are in the wrong version. */
    record Change(Path file, String diff, String right, String wrong) {}

    private static final Pattern HEADING = Pattern.compile("(?m)^## ([\\w-]+-\\d+): (.+)$");
    private static final Pattern KILLER = Pattern.compile("\\*\\*Killed by\\*\\* `(\\w+)\\.(\\w+)`");
    private static final Pattern SEE_IT = Pattern.compile("(?m)^\\*\\*See it\\*\\* `(.+)`\\s*$");
    private static final Pattern SERVE_WITH = Pattern.compile("(?m)^\\*\\*Serve with\\*\\* `(.+)`\\s*$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```diff (\\S+)\\R(.*?)^```$");

    /** All wrong versions, in the order of the pages. */
    static List<WrongVersion> all(Path root) throws IOException {
        if (LabFolder.is(root)) {
            throw new LabException(
                    "wrong versions are changes of our code, which is not in this folder: run this in the project");
        }
        List<WrongVersion> all = new ArrayList<>();
        try (Stream<Path> pages = Files.list(root.resolve("docs/wrong"))) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                all.addAll(in(Files.readString(page)));
            }
        }
        return all;
    }

    static WrongVersion named(Path root, String name) throws IOException {
        return all(root).stream()
                .filter(wrong -> wrong.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new LabException("there is no wrong version \"" + name + "\"; \"wrong\" lists them"));
    }

    private static List<WrongVersion> in(String page) {
        List<WrongVersion> found = new ArrayList<>();
        List<MatchResult> headings = HEADING.matcher(page).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : page.length();
            MatchResult heading = headings.get(i);
            found.add(parse(heading.group(1), heading.group(2).strip(), page.substring(heading.end(), end)));
        }
        return found;
    }

    private static WrongVersion parse(String name, String title, String section) {
        Matcher killer = KILLER.matcher(section);
        List<Change> changes = BLOCK.matcher(section)
                .results()
                .map(block -> change(Path.of(block.group(1)), block.group(2)))
                .toList();
        if (!killer.find() || changes.isEmpty()) {
            throw new LabException(name + " needs a line **Killed by** and a block of a diff");
        }
        Matcher seeIt = SEE_IT.matcher(section);
        Optional<String> command = seeIt.find() ? Optional.of(seeIt.group(1)) : Optional.empty();
        Matcher serveWith = SERVE_WITH.matcher(section);
        List<String> options = serveWith.find() ? List.of(serveWith.group(1).split(" ")) : List.of();
        String text = section.substring(killer.end()).replaceFirst("^\\.", "").replaceFirst("(?s)```diff.*", "");
        String module = changes.get(0).file().getName(0).toString();
        return new WrongVersion(
                name, title, module, killer.group(1) + "." + killer.group(2), text.strip(), command, options, changes);
    }

    private static Change change(Path file, String block) {
        StringBuilder right = new StringBuilder();
        StringBuilder wrong = new StringBuilder();
        for (String line : block.split("\\R")) {
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            String text = line.isEmpty() ? "\n" : line.substring(1) + "\n";
            right.append(kind == '+' ? "" : text);
            wrong.append(kind == '-' ? "" : text);
        }
        return new Change(file, block, right.toString(), wrong.toString());
    }

    /** The changed files, with their new texts. */
    Map<Path, String> apply(Path root) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Change change : changes) {
            String text = texts.getOrDefault(change.file(), "");
            if (text.isEmpty()) {
                text = Files.readString(root.resolve(change.file()));
            }
            int at = text.indexOf(change.right());
            if (at < 0 || text.indexOf(change.right(), at + 1) >= 0) {
                throw new LabException(name + ": these lines have to be in " + change.file() + " exactly once, but are "
                        + (at < 0 ? "not:\n" : "several times:\n") + change.right());
            }
            texts.put(change.file(), text.replace(change.right(), change.wrong()));
        }
        return texts;
    }

    /** What is said about it, for a console. */
    String explanation() {
        return Check.plain(text.replaceAll("(?m)^\\*\\*(See it|Serve with).*$", ""));
    }

    /** The lines that differ, as a learner is shown them. */
    String diff() {
        StringBuilder diff = new StringBuilder();
        for (Change change : changes) {
            diff.append("  ")
                    .append(change.file())
                    .append('\n')
                    .append(change.diff().indent(4));
        }
        return diff.toString();
    }
}
