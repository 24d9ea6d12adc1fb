package lkg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Keeps what a benchmark measured: prints its tables, and leaves in a folder the figures themselves, the tables as
 * Markdown and a plot for each metric.
 */
public final class Report {

    private Report() {}

    /** Writes {@code name.csv}, {@code name.md} and {@code name-metric.svg}. */
    public static void write(Figures figures, Path folder, String name) throws IOException {
        figures.write(folder.resolve(name + ".csv"));
        String tables = RatioTable.of(figures);
        Files.writeString(
                folder.resolve(name + ".md"), "# " + name + "\n\nMeasured: " + figures.conditions() + "\n\n" + tables);
        for (String metric : figures.metrics()) {
            BarChart.draw(figures, metric, folder.resolve(name + "-" + fileName(metric) + ".svg"));
        }
        System.out.println(tables);
        System.out.println("Kept in " + folder);
    }

    /** Writes tables and plots anew, from files of figures that were kept. */
    public static void main(String[] files) throws IOException {
        for (String file : files) {
            Path figures = Path.of(file).toAbsolutePath();
            String name = figures.getFileName().toString().replaceFirst("\\.csv$", "");
            write(Figures.read(figures), figures.getParent(), name);
        }
    }

    private static String fileName(String metric) {
        return metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }
}
