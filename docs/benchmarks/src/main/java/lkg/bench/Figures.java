package lkg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was measured: one line for each figure, kept as a file of comma-separated values with the machine, the JDK and
 * the date in its first line, so that tables and plots can be made of it again.
 */
public final class Figures {

    /**
     * One figure.
     *
     * @param metric what is measured, with its unit
     * @param workload under which load
     * @param subject of which implementation
     * @param round figures of the same round were measured side by side
     */
    public record Figure(String metric, String workload, String subject, int round, double value) {}

    /** No ratio to this makes sense: that nothing was allocated, say, comes out as some millionths of a byte. */
    private static final double NEARLY_NOTHING = 0.01;

    private static final String COLUMNS = "metric,workload,subject,round,value";

    private final String conditions;
    private final List<Figure> figures = new ArrayList<>();

    private Figures(String conditions) {
        this.conditions = conditions;
    }

    /** No figures yet, to be measured on this machine today. */
    public static Figures hereAndNow() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return new Figures(String.join(
                ", ",
                LocalDate.now().toString(),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " JDK "
                        + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors() + " processors (" + processor + ")"));
    }

    public static Figures read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Figures figures = new Figures(lines.get(0).substring("# ".length()));
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",");
            figures.add(cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), Double.parseDouble(cells[4]));
        }
        return figures;
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# " + conditions, COLUMNS));
        for (Figure f : figures) {
            lines.add(String.format(
                    Locale.ROOT, "%s,%s,%s,%d,%.4g", f.metric(), f.workload(), f.subject(), f.round(), f.value()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    /** The date, the JDK and the machine. */
    public String conditions() {
        return conditions;
    }

    public void add(String metric, String workload, String subject, int round, double value) {
        figures.add(new Figure(metric, workload, subject, round, value));
    }

    public Set<String> metrics() {
        return distinct(Figure::metric, f -> true);
    }

    public Set<String> workloads(String metric) {
        return distinct(Figure::workload, f -> f.metric().equals(metric));
    }

    public Set<String> subjects(String metric) {
        return distinct(Figure::subject, f -> f.metric().equals(metric));
    }

    /** The median of what was measured, or empty if nothing was. */
    public Optional<Spread> values(String metric, String workload, String subject) {
        return Spread.of(
                of(metric, workload, subject).mapToDouble(Figure::value).toArray());
    }

    /** How many times the figure of {@code base}, round by round, or empty if no round has both, or the base has none. */
    public Optional<Spread> ratios(String metric, String workload, String subject, String base) {
        return Spread.of(of(metric, workload, subject)
                .flatMapToDouble(f -> of(metric, workload, base)
                        .filter(b -> b.round() == f.round() && b.value() >= NEARLY_NOTHING)
                        .mapToDouble(b -> f.value() / b.value()))
                .toArray());
    }

    private Stream<Figure> of(String metric, String workload, String subject) {
        return figures.stream()
                .filter(f -> f.metric().equals(metric)
                        && f.workload().equals(workload)
                        && f.subject().equals(subject));
    }

    private Set<String> distinct(Function<Figure, String> column, Predicate<Figure> which) {
        Set<String> values = new LinkedHashSet<>();
        figures.stream().filter(which).map(column).forEach(values::add);
        return values;
    }

    /** Lowest, median and highest of several rounds. */
    public record Spread(double low, double median, double high) {
        static Optional<Spread> of(double[] values) {
            if (values.length == 0) {
                return Optional.empty();
            }
            Arrays.sort(values);
            double median = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
            return Optional.of(new Spread(values[0], median, values[values.length - 1]));
        }
    }
}
