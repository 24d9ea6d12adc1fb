package lkg.server.cli;

import java.time.Duration;
import java.util.Optional;
import lkg.server.InvalidSettingException;
import lkg.server.ServerBuilder;
import lkg.server.Setting;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options that the user gave, on the command line or in the environment. */
record GivenOptions(ParseResult parsed, EnvironmentDefaults environment) {

    /** Whether the command line gives {@code option}, and not the environment. The command line wins. */
    boolean isTyped(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** True if both come from the same source, so that neither wins. Call only when both are set. */
    boolean clash(String option, String other) {
        return isTyped(option) == isTyped(other);
    }

    /** The name under which the user gave {@code option}: its own, or that of an environment variable. */
    String name(String option) {
        return isTyped(option) ? option : environment.variable(option);
    }

    /** Gives all numbers to {@code builder} that it has, but {@code ignored}. */
    void applyTo(ServerBuilder builder, SettingOption ignored) {
        for (SettingOption option : SettingOption.ALL) {
            if (option != ignored && option.setting().isOfServer()) {
                value(option).ifPresent(value -> builder.set(option.setting(), value));
            }
        }
    }

    /** The value of an option that is a time, or its default. */
    Duration duration(SettingOption option) {
        return Duration.ofMillis(checkedValue(option));
    }

    /** The port to listen on, or 0. */
    int port() {
        return (int) checkedValue(SettingOption.PORT);
    }

    /** The value of {@code option}, or its default. */
    long checkedValue(SettingOption option) {
        return option.setting().check(value(option).orElse(option.setting().defaultValue()));
    }

    /** Whether {@code option} has a value, from the command line or the environment. */
    boolean isSet(String option) {
        return parsed.commandSpec().findOption(option).getValue() != null;
    }

    boolean has(SettingOption option) {
        return value(option).isPresent();
    }

    /** The value of {@code option} in the unit of its setting, if it was given. */
    private Optional<Long> value(SettingOption option) {
        return Optional.ofNullable(
                parsed.commandSpec().findOption(option.name()).getValue());
    }

    /** An exception for a value that cannot be used; it ends the command with the status for wrong usage. */
    ParameterException refuse(String message) {
        return new ParameterException(parsed.commandSpec().commandLine(), message);
    }

    /** The same for a setting of the builder, which the user knows as an option or a variable. */
    ParameterException refuse(InvalidSettingException e) {
        return refuse(e.message(setting -> name(optionFor(setting))));
    }

    private static String optionFor(Setting setting) {
        return SettingOption.ALL.stream()
                .filter(option -> option.setting() == setting)
                .map(SettingOption::name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no option sets " + setting));
    }
}
