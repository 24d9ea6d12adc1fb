package lkg.server.cli;

import picocli.CommandLine.Model.OptionSpec;

/** An option without a value, which is on if it is given. In the environment it has one of {@code true} and {@code false}. */
record FlagOption(OptionSpec spec) {

    /** @param names the last one is the long one */
    static FlagOption of(String description, String... names) {
        // The fall-back is what the command line means, also if the environment says the same or the opposite.
        return new FlagOption(OptionSpec.builder(names)
                .type(boolean.class)
                .fallbackValue("true")
                .description(description)
                .build());
    }

    boolean isOn() {
        return Boolean.TRUE.equals(spec.getValue());
    }
}
