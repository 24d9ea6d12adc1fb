package lkg.lab.grade;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lkg.lab.grade.Verdict.Kind;

/** Prints what came of the stages, and counts. */
final class Report {

    private static final int MOST_FAILURES = 5;
    private static final int MOST_NAMES = 5;
    private static final int COLUMNS = 100;

    private final PrintStream out;
    private final Options options;
    private final int[] counts = new int[Kind.values().length];

    Report(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    void add(Stage stage, List<Verdict> verdicts) {
        int[] here = new int[counts.length];
        verdicts.forEach(verdict -> here[verdict.kind().ordinal()]++);
        for (int i = 0; i < here.length; i++) {
            counts[i] += here[i];
        }
        out.printf("%-26s%s%n", stage.title(), inWords(here));
        explain(stage, verdicts, Kind.FAILED, options.verbose() ? Integer.MAX_VALUE : MOST_FAILURES);
        explain(
                stage,
                verdicts,
                Kind.DIFFERS,
                options.verbose() ? Integer.MAX_VALUE : options.strict() ? MOST_FAILURES : 0);
        explain(stage, verdicts, Kind.NOT_ASKED, options.verbose() ? Integer.MAX_VALUE : 0);
        out.flush();
    }

    private void explain(Stage stage, List<Verdict> verdicts, Kind kind, int most) {
        List<String> others = new ArrayList<>();
        int explained = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            Check check = stage.checks().get(i);
            if (verdicts.get(i).kind() == kind) {
                if (explained++ < most) {
                    explain(check, verdicts.get(i));
                } else {
                    others.add(check.name());
                }
            }
        }
        if (!others.isEmpty()) {
            String names = String.join("; ", others.subList(0, Math.min(others.size(), MOST_NAMES)));
            int more = others.size() - MOST_NAMES;
            out.println(wrapped("  " + label(kind) + ": ", names + (more > 0 ? "; and " + more + " more" : "")));
        }
    }

    private void explain(Check check, Verdict verdict) {
        String section = check.section().isEmpty() ? "" : "   (" + check.section() + ")";
        out.println();
        out.println("  " + label(verdict.kind()).toUpperCase(Locale.ROOT) + "  " + check.name() + section);
        verdict.evidence().ifPresent(bytes -> bytes.lines().forEach(line -> out.println("    " + line)));
        out.println(wrapped("    ", verdict.words()));
    }

    /** Returns the exit status. */
    int end() {
        out.println();
        out.println(inWords(counts));
        int wrong = counts[Kind.FAILED.ordinal()] + (options.strict() ? counts[Kind.DIFFERS.ordinal()] : 0);
        if (!options.verbose() && counts[Kind.DIFFERS.ordinal()] > 0) {
            out.println("What differs is a choice that is not ours and that the RFCs allow. --verbose explains each.");
        }
        return wrong == 0 ? 0 : 1;
    }

    private static String label(Kind kind) {
        return switch (kind) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case DIFFERS -> "differs";
            case NOT_ASKED -> "not asked";
        };
    }

    private static String inWords(int[] counts) {
        String words = counts[Kind.PASSED.ordinal()] + " passed, " + counts[Kind.FAILED.ordinal()] + " failed, "
                + counts[Kind.DIFFERS.ordinal()] + " differ";
        int notAsked = counts[Kind.NOT_ASKED.ordinal()];
        return notAsked == 0 ? words : words + ", " + notAsked + " not asked";
    }

    static String wrapped(String indent, String text) {
        StringBuilder wrapped = new StringBuilder(indent);
        int column = indent.length();
        for (String word : text.split(" ")) {
            if (column + word.length() > COLUMNS && column > indent.length()) {
                wrapped.setLength(wrapped.length() - 1);
                wrapped.append(System.lineSeparator()).append("    ");
                column = 4;
            }
            wrapped.append(word).append(' ');
            column += word.length() + 1;
        }
        return wrapped.toString().stripTrailing();
    }
}
