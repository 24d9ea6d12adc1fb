package lkg.server.cli;

import java.util.OptionalLong;
import lkg.server.Setting;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** An option that is a port beside the server's own, with the same message for a wrong one as {@code --port} has. */
final class PortOption {

    private PortOption() {}

    static OptionSpec of(String name, String description) {
        return OptionSpec.builder(name)
                .type(Integer.class)
                .converters(PortOption::parse)
                .paramLabel("PORT")
                .description(description)
                .build();
    }

    static int parse(String value) {
        OptionalLong port = Quantity.COUNT.parse(value);
        if (port.isEmpty() || port.getAsLong() < 0 || port.getAsLong() > Character.MAX_VALUE) {
            throw new TypeConversionException(
                    "must be " + Quantity.COUNT.inWords + " " + Setting.PORT.bounds() + ", but was '" + value + "'");
        }
        return (int) port.getAsLong();
    }
}
