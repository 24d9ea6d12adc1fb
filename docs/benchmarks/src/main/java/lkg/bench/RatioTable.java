package lkg.bench;

import java.util.Locale;

/** Figures as a Markdown table: a row for each workload, and for each subject how many times the first one's figure. */
public final class RatioTable {

    private RatioTable() {}

    /** One table for each metric. */
    public static String of(Figures figures) {
        StringBuilder text = new StringBuilder();
        for (String metric : figures.metrics()) {
            text.append(of(figures, metric)).append('\n');
        }
        return text.toString();
    }

    /**
     * The first subject's column holds its median; the others hold the median ratio, and in brackets its range. Where
     * there is nothing to divide by, they hold an equals sign and their own median.
     */
    private static String of(Figures figures, String metric) {
        String base = figures.subjects(metric).iterator().next();
        StringBuilder text = new StringBuilder("| " + metric + " | " + base);
        figures.subjects(metric).stream()
                .skip(1)
                .forEach(subject -> text.append(" | × ").append(subject));
        text.append(" |\n|---")
                .append("|---".repeat(figures.subjects(metric).size()))
                .append("|\n");
        for (String workload : figures.workloads(metric)) {
            text.append("| ").append(workload);
            text.append(" | ")
                    .append(figures.values(metric, workload, base)
                            .map(s -> number(s.median()))
                            .orElse(""));
            figures.subjects(metric).stream()
                    .skip(1)
                    .forEach(subject -> text.append(" | ").append(cell(figures, metric, workload, subject, base)));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String cell(Figures figures, String metric, String workload, String subject, String base) {
        return figures.ratios(metric, workload, subject, base)
                .map(RatioTable::ratio)
                .or(() -> figures.values(metric, workload, subject).map(s -> "= " + number(s.median())))
                .orElse("");
    }

    private static String ratio(Figures.Spread s) {
        return s.low() == s.high()
                ? number(s.median())
                : number(s.median()) + " (" + number(s.low()) + "–" + number(s.high()) + ")";
    }

    static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
