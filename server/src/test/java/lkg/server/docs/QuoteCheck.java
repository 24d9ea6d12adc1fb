package lkg.server.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.node.FencedCodeBlock;

/**
 * Quoted code is in its source. The info line of a fence says what it quotes: {@code java} and a path, or {@code cpp} for
 * the original. Indentation does not count, and a line {@code // …} stands for lines that are left out.
 */
final class QuoteCheck implements PageCheck {

    private static final String LEFT_OUT = "// …";
    private static final String ORIGINAL = "docs/original.md";

    /** Code of nobody, to show an idea or a mistake. */
    private static final String NAIVE = "java naive";

    private static final Set<String> NOT_QUOTED =
            Set.of("", "console", "sh", "text", "http", "xml", "ini", "diff", "powershell", NAIVE);

    private final String original;

    QuoteCheck() throws IOException {
        original = Page.named(ORIGINAL).fences().stream()
                .map(FencedCodeBlock::getLiteral)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public List<Complaint> complaints(Page page) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        for (FencedCodeBlock fence : page.fences()) {
            String[] info = fence.getInfo().strip().split(" ");
            // Changes of our code are applied, and so checked, by the lab.
            if (NOT_QUOTED.contains(fence.getInfo().strip()) || info[0].equals("diff")) {
                continue;
            }
            if (info[0].equals("cpp") && info.length == 1) {
                complainUnless(page, fence, original, "the original", complaints);
            } else if (info.length != 2) {
                complaints.add(page.complaint(
                        fence, "a fence of the kind \"" + fence.getInfo() + "\" has to name the file that it quotes"));
            } else {
                Path source = Page.PROJECT.resolve(info[1]);
                if (Files.exists(source)) {
                    complainUnless(page, fence, Files.readString(source), info[1], complaints);
                } else {
                    complaints.add(page.complaint(fence, "quotes a file that is not there: " + info[1]));
                }
            }
        }
        return complaints;
    }

    private static void complainUnless(
            Page page, FencedCodeBlock fence, String source, String name, List<Complaint> complaints) {
        List<String> quote = lines(fence.getLiteral());
        // The first line of a quotation of the original may name the function that it is from.
        boolean isNamed = fence.getInfo().equals("cpp") && quote.get(0).startsWith("// ");
        missing(isNamed && !quote.get(0).equals(LEFT_OUT) ? quote.subList(1, quote.size()) : quote, lines(source))
                .ifPresent(line ->
                        complaints.add(page.complaint(fence, name + " does not have, or not at this place: " + line)));
    }

    /** The first line of a quotation that does not stand where it should. */
    private static Optional<String> missing(List<String> quote, List<String> source) {
        int from = 0;
        List<String> part = new ArrayList<>();
        for (int i = 0; i <= quote.size(); i++) {
            if (i < quote.size() && !quote.get(i).equals(LEFT_OUT)) {
                part.add(quote.get(i));
                continue;
            }
            int at = indexOf(part, source, from);
            if (at < 0) {
                return Optional.of(firstUnknown(part, source));
            }
            from = at + part.size();
            part.clear();
        }
        return Optional.empty();
    }

    private static int indexOf(List<String> part, List<String> source, int from) {
        for (int i = from; i + part.size() <= source.size(); i++) {
            if (source.subList(i, i + part.size()).equals(part)) {
                return i;
            }
        }
        return -1;
    }

    private static String firstUnknown(List<String> part, List<String> source) {
        return part.stream().filter(line -> !source.contains(line)).findFirst().orElse(part.get(0));
    }

    private static List<String> lines(String text) {
        return text.stripTrailing().lines().map(String::strip).toList();
    }
}
