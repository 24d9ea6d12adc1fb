package lkg.server.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lkg.server.Setting;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Defaults that stand beside a limit's name are those of {@link Setting}: in the row of a table that begins with the
 * default, and in prose, as in {@code `headTimeout` (10 s)} or {@code `--head-timeout` (10 s)}. So are the bounds in a table of them.
 */
final class LimitsCheck implements PageCheck {

    private static final Pattern IN_PARENTHESES =
            Pattern.compile("^ \\((\\d[\\d,.]*(?: (?:s|ms|KiB|MiB|bytes))?)(?: by default)?\\)");

    /** Their defaults depend on the machine. */
    private static final Set<Setting> OF_THE_MACHINE =
            Set.of(Setting.LOOPS, Setting.WORKERS, Setting.MAX_BYTES_IN_FLIGHT, Setting.CACHE_BYTES);

    private final Map<String, Setting> settings = new HashMap<>();

    /** @param options of the command line, such as {@code --head-timeout} */
    LimitsCheck(Set<String> options) {
        for (Setting setting : Setting.values()) {
            settings.put(setting == Setting.GRACE ? "shutdown" : setting.builderMethod(), setting);
            String option = "--" + setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
            for (String name : List.of(
                    option,
                    option.replace("-bytes", ""),
                    option.replace("-capacity", ""),
                    option.replace("-per-connection", ""),
                    option.replace("-bytes-in", "-in"))) {
                if (options.contains(name)) {
                    settings.put(name, setting);
                }
            }
        }
    }

    /** What the names of settings in the docs stand for. */
    Map<String, Setting> settings() {
        return settings;
    }

    @Override
    public List<Complaint> complaints(Page page) {
        List<Complaint> complaints = new ArrayList<>();
        for (Code code : page.codes()) {
            Setting setting = settings.get(code.getLiteral());
            if (setting != null && code.getNext() instanceof Text next) {
                Matcher value = IN_PARENTHESES.matcher(next.getLiteral());
                if (value.find() && !isShown(setting, value.group(1))) {
                    complaints.add(page.complaint(code, wrong(setting, value.group(1))));
                }
            }
        }
        for (TableRow row : page.nodes(TableRow.class)) {
            complaintOf(row, page).ifPresent(complaints::add);
            complaints.addAll(complaintsOfBounds(row, page));
        }
        return complaints;
    }

    /** A row with the name of a setting in the column behind its default. */
    private Optional<Complaint> complaintOf(TableRow row, Page page) {
        List<TableCell> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add((TableCell) cell);
        }
        if (cells.size() < 4
                || !isOfDefaults(row)
                || !(cells.get(2).getFirstChild() instanceof Code method || isGrace(cells.get(2)))) {
            return Optional.empty();
        }
        String name = isGrace(cells.get(2)) ? "shutdown" : ((Code) cells.get(2).getFirstChild()).getLiteral();
        Setting setting = settings.get(name);
        if (setting == null || OF_THE_MACHINE.contains(setting)) {
            return Optional.empty();
        }
        String shown = Page.text(cells.get(1)).strip();
        if (!isShown(setting, shown)) {
            return Optional.of(page.complaint(row, wrong(setting, shown)));
        }
        boolean hasOption =
                cells.get(3).getFirstChild() instanceof Code option && settings.get(option.getLiteral()) != setting;
        return hasOption
                ? Optional.of(page.complaint(row, "not the option of " + setting + ": " + Page.text(cells.get(3))))
                : Optional.empty();
    }

    /** A row with names of settings in the column before the bounds that they have in common. */
    private List<Complaint> complaintsOfBounds(TableRow row, Page page) {
        List<Complaint> complaints = new ArrayList<>();
        if (!secondColumn(row).equals("bounds")) {
            return complaints;
        }
        Node names = row.getFirstChild();
        String shown = Page.text(names.getNext()).strip();
        for (Node name = names.getFirstChild(); name != null; name = name.getNext()) {
            Setting setting = name instanceof Code code ? settings.get(code.getLiteral()) : null;
            if (setting != null && !setting.bounds().equals(shown.replace(",", ""))) {
                complaints.add(page.complaint(
                        row, "the bounds of " + setting + " are " + setting.bounds() + ", not " + shown));
            }
        }
        return complaints;
    }

    private static boolean isOfDefaults(TableRow row) {
        return secondColumn(row).equals("default");
    }

    private static String secondColumn(TableRow row) {
        Node head = row.getParent().getParent().getFirstChild().getFirstChild();
        return Page.text(head.getFirstChild().getNext()).strip();
    }

    private static boolean isGrace(TableCell cell) {
        return Page.text(cell).contains("argument of shutdown");
    }

    private static boolean isShown(Setting setting, String value) {
        return OF_THE_MACHINE.contains(setting)
                || value.equals(shown(setting))
                || value.replace(",", "").equals(String.valueOf(setting.defaultValue()))
                || value.replace(",", "").equals(setting.defaultValue() + " ms")
                || value.replace(",", "").equals(setting.defaultValue() + " bytes");
    }

    private static String wrong(Setting setting, String value) {
        return "the default of " + setting + " is " + shown(setting) + ", not " + value;
    }

    static String shown(Setting setting) {
        long value = setting.defaultValue();
        if (value == Long.MAX_VALUE) {
            return "none";
        }
        if (setting.name().matches(".*_TIMEOUT|GRACE|DRAIN_DELAY|MAX_AGE")) {
            return value / 1000 + " s";
        }
        if (setting.name().endsWith("_BYTES")) {
            return value < 1024 * 1024 ? value / 1024 + " KiB" : value / (1024 * 1024) + " MiB";
        }
        return String.format(Locale.ROOT, "%,d", value);
    }
}
