package lkg.server;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment's value for an option that the command line does not give: {@code LKG_} and the option's long name,
 * and for the port also {@code PORT}, which hosting platforms set.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().replaceFirst("^-+", "");
        String value = environment.get("LKG_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
        return value == null && name.equals("port") ? environment.get("PORT") : value;
    }
}
