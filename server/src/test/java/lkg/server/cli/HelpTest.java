package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lkg.server.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    /** The help, with each option and its description on one line. */
    private static final String HELP = new CommandLine(Main.commandLine().getCommandSpec())
            .setUsageHelpWidth(400)
            .getUsageMessage(CommandLine.Help.Ansi.OFF)
            .replaceAll("(TIME|SIZE)\\R +", "$1 ");

    private static final Pattern DEFAULT = Pattern.compile("\\((\\w+)\\)\\.$");

    /** But for these, whose descriptions say it otherwise. */
    static List<SettingOption> options() {
        List<SettingOption> options = new ArrayList<>(SettingOption.ALL);
        options.removeAll(List.of(SettingOption.PORT, SettingOption.LOOPS, SettingOption.WORKERS));
        options.removeIf(option -> option.setting() == Setting.MAX_BYTES_IN_FLIGHT);
        options.remove(SettingOption.CACHE);
        return options;
    }

    @ParameterizedTest
    @MethodSource("options")
    void eachOptionShowsTheDefaultOfItsSetting(SettingOption option) {
        Matcher shown = DEFAULT.matcher(line(option.name() + "=" + option.label()));

        assertThat(shown.find()).as("a default in parentheses at the end").isTrue();
        assertThat(option.quantity().parse(shown.group(1)))
                .hasValue(option.setting().defaultValue());
    }

    @Test
    void thePortShowsItsDefault() {
        assertThat(line("--port=PORT")).contains("(" + Setting.PORT.defaultValue() + ")");
    }

    @Test
    void eachSettingHasAnOption() {
        Set<Setting> settings =
                SettingOption.ALL.stream().map(SettingOption::setting).collect(Collectors.toSet());
        // Files are served without reading a body as a stream, and without waiting for a handler.
        settings.addAll(EnumSet.of(Setting.MAX_STREAMED_BODY_BYTES, Setting.HANDLER_TIMEOUT));

        assertThat(settings).containsExactlyInAnyOrder(Setting.values());
    }

    private static String line(String option) {
        return HELP.lines()
                .filter(line -> line.contains(option + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(option + " is not in the help:\n" + HELP));
    }
}
