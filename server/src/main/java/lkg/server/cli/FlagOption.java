package lkg.server.cli;

import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** An option without a value, which is on if it is given. In the environment it has one: yes or no. */
record FlagOption(OptionSpec spec) {

    /** @param names the last one is the long one */
    static FlagOption of(String description, String... names) {
        // On the command line the option means the fall-back, whatever the environment says.
        return new FlagOption(OptionSpec.builder(names)
                .type(boolean.class)
                .converters(FlagOption::parse)
                .fallbackValue("true")
                .description(description)
                .build());
    }

    private static boolean parse(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new TypeConversionException("must be true or false, but was '" + value + "'");
        };
    }

    boolean isOn() {
        return Boolean.TRUE.equals(spec.getValue());
    }
}
