package lkg.server.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The environment's value for an option that the command line does not give: {@code LKG_} and the option's long name,
 * and for the port also {@code PORT}, which hosting platforms set.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable that sets {@code option}, a long name; of two, the one that counts. */
    String variable(String option) {
        String variable = "LKG_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        return option.equals("--port") && !environment.containsKey(variable) ? "PORT" : variable;
    }

    /** Help and version are no settings: a variable LKG_VERSION is somebody else's. */
    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? environment.get(variable(option.longestName()))
                : null;
    }

    /** For a message about a value that cannot be read: says that it came from the environment, if it did. */
    String origin(ParameterException wrong) {
        if (wrong.getArgSpec() instanceof OptionSpec option
                && wrong.getValue() != null
                && wrong.getValue().equals(defaultValue(option))) {
            return " (from " + variable(option.longestName()) + ")";
        }
        return "";
    }
}
