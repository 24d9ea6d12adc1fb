package lkg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Ratios as bars in an SVG file: for each workload a group, in it a bar for each subject, as long as the median ratio to
 * the first subject, on a logarithmic scale, with a thin line for the range. What is our own is darker.
 */
public final class BarChart {

    private static final int LABEL_WIDTH = 190;
    private static final int PLOT_WIDTH = 460;
    private static final int VALUE_WIDTH = 150;
    private static final int BAR = 14;
    private static final int HEADER = 46;

    private final Figures figures;
    private final String metric;
    private final String base;
    private final StringBuilder svg = new StringBuilder();
    private double low = 0.5;
    private double high = 2;
    private int y = HEADER;

    private BarChart(Figures figures, String metric) {
        this.figures = figures;
        this.metric = metric;
        this.base = figures.subjects(metric).iterator().next();
        for (String workload : figures.workloads(metric)) {
            for (String subject : figures.subjects(metric)) {
                ratios(workload, subject).ifPresent(s -> {
                    low = Math.min(low, s.low());
                    high = Math.max(high, s.high());
                });
            }
        }
    }

    /** Draws one metric. */
    public static void draw(Figures figures, String metric, Path file) throws IOException {
        Files.writeString(file, new BarChart(figures, metric).draw());
    }

    private String draw() {
        figures.workloads(metric).forEach(this::group);
        int width = LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH;
        String head = format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
                        + "<text x=\"8\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s, as a multiple of %s</text>\n"
                        + "<text x=\"8\" y=\"34\" fill=\"#666\">%s</text>\n",
                width, y + 8, escaped(metric), escaped(base), escaped(figures.conditions()));
        String one = format(
                "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#c33\"/>\n", x(1), HEADER, y);
        return head + svg + one + "</svg>\n";
    }

    /** A ratio of 0 has no place on a logarithmic scale. */
    private Optional<Figures.Spread> ratios(String workload, String subject) {
        return figures.ratios(metric, workload, subject, base).filter(s -> s.low() > 0);
    }

    private void group(String workload) {
        if (ratios(workload, base).isEmpty()) {
            return; // Nothing to compare with.
        }
        y += BAR;
        svg.append(format("<text x=\"8\" y=\"%d\" font-weight=\"bold\">%s</text>\n", y, escaped(workload)));
        y += 5;
        for (String subject : figures.subjects(metric)) {
            ratios(workload, subject).ifPresent(s -> bar(subject, s));
        }
        y += 6;
    }

    private void bar(String subject, Figures.Spread s) {
        double from = Math.min(x(1), x(s.median()));
        double to = Math.max(x(1), x(s.median()));
        int middle = y + BAR / 2;
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                LABEL_WIDTH - 6, middle + 4, escaped(subject)));
        svg.append(format(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                from, y + 2, Math.max(1, to - from), BAR - 4, subject.startsWith("lkg") ? "#2b5c8a" : "#9db8cf"));
        svg.append(format(
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#333\"/>\n",
                x(s.low()), middle, x(s.high()), middle));
        svg.append(format(
                "<text x=\"%d\" y=\"%d\">%s</text>\n",
                LABEL_WIDTH + PLOT_WIDTH + 8, middle + 4, RatioTable.number(s.median()) + " ×"));
        y += BAR;
    }

    private double x(double ratio) {
        return LABEL_WIDTH + PLOT_WIDTH * Math.log(ratio / low) / Math.log(high / low);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
