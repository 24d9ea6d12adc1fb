package lkg.server;

import java.util.function.IntConsumer;
import picocli.CommandLine.ParseResult;

/** What the user gave for the options of a command: typed or in the environment, and good or bad. */
record Given(ParseResult parsed, EnvironmentDefaults environment) {

    /** Whether the command line gives {@code option}, and not the environment. What is typed wins. */
    boolean isTyped(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** Whether two options were given where only one can be, and neither wins. For two that were given. */
    boolean clash(String option, String other) {
        return isTyped(option) == isTyped(other);
    }

    /** What the user knows {@code option} by. */
    String name(String option) {
        return isTyped(option) ? option : environment.variable(option);
    }

    /**
     * Hands {@code value} to {@code setter}, unless it is null, which stands for an option that was not given.
     *
     * @throws IllegalArgumentException if {@code setter} throws one: in its message, the user's name of the option
     *     stands in place of the setter's
     */
    void apply(String option, Integer value, IntConsumer setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            String setting = e.getMessage().split(" ", 2)[0];
            throw new IllegalArgumentException(name(option) + e.getMessage().substring(setting.length()));
        }
    }
}
