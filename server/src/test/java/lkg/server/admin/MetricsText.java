package lkg.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of the text format of Prometheus, version 0.0.4: it fails on all that its specification does not
 * allow, and on what a scraper would accept but misread.
 */
record MetricsText(Map<String, Double> samples) {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][\\w:]*) (.+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][\\w:]*) (counter|gauge|histogram|summary|untyped)");
    private static final String LABEL = "[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{" + LABEL + "(?:," + LABEL + ")*})? (\\S+)");

    static MetricsText parse(String text) {
        assertThat(text).as("the last line ends, too").endsWith("\n");
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> families = new HashSet<>();
        String family = "";
        String type = "";
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i < lines.size(); i++) {
            Matcher help = HELP.matcher(lines.get(i));
            if (help.matches()) {
                family = help.group(1);
                assertThat(families.add(family))
                        .as("the first group of " + family)
                        .isTrue();
                Matcher typeLine = TYPE.matcher(lines.get(++i));
                assertThat(typeLine.matches()).as("a type: " + lines.get(i)).isTrue();
                assertThat(typeLine.group(1)).isEqualTo(family);
                type = typeLine.group(2);
                continue;
            }
            Matcher sample = SAMPLE.matcher(lines.get(i));
            assertThat(sample.matches()).as("a sample: " + lines.get(i)).isTrue();
            assertThat(sample.group(1)).as("of " + type).matches(Pattern.quote(family) + suffixes(type));
            String name = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
            double value = Double.parseDouble(sample.group(3).replaceFirst("Inf$", "Infinity"));
            assertThat(samples.put(name, value)).as("a second value of " + name).isNull();
        }
        return new MetricsText(samples);
    }

    private static String suffixes(String type) {
        return switch (type) {
            case "histogram" -> "_(bucket|sum|count)";
            case "summary" -> "(_sum|_count)?";
            default -> "";
        };
    }

    double value(String name) {
        assertThat(samples).as("all that is there").containsKey(name);
        return samples.get(name);
    }
}
