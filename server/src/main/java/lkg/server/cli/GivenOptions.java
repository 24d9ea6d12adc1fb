package lkg.server.cli;

import java.util.Optional;
import lkg.server.InvalidSettingException;
import lkg.server.ServerBuilder;
import lkg.server.Setting;
import picocli.CommandLine.ParseResult;

/** What the user gave for the options of a command, typed or in the environment. */
record GivenOptions(ParseResult parsed, EnvironmentDefaults environment) {

    /** Whether the command line gives {@code option}, and not the environment. What is typed wins. */
    boolean isTyped(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** True if both come from the same source, so that neither wins. Call only when both are set. */
    boolean clash(String option, String other) {
        return isTyped(option) == isTyped(other);
    }

    /** What the user knows {@code option} by. */
    String name(String option) {
        return isTyped(option) ? option : environment.variable(option);
    }

    /** The value of {@code option} in the units of its setting, if it was given. */
    Optional<Long> value(SettingOption option) {
        Integer value = parsed.commandSpec().findOption(option.name()).getValue();
        return Optional.ofNullable(value).map(v -> (long) v * option.scale());
    }

    /** Gives all numbers to {@code builder}. */
    void applyTo(ServerBuilder builder) {
        for (SettingOption option : SettingOption.ALL) {
            value(option).ifPresent(value -> builder.set(option.setting(), value));
        }
    }

    /** The message of {@code e}, in terms of the options. */
    String message(InvalidSettingException e) {
        return e.message(setting -> name(optionFor(setting)));
    }

    private static String optionFor(Setting setting) {
        return SettingOption.ALL.stream()
                .filter(option -> option.setting() == setting)
                .map(SettingOption::name)
                .findFirst()
                // Port, loops and workers have options of the same names.
                .orElse("--" + setting.builderMethod());
    }
}
