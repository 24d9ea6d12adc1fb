package lkg.server.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment's value for an option that the command line does not give: {@code LKG_} and the option's long name,
 * and for the port also {@code PORT}, which hosting platforms set.
 *
 * <p>An empty variable sets nothing. Nor does an address such as {@code tcp://10.0.0.1:80}: Kubernetes gives it to each
 * container as {@code LKG_PORT} where there is a service called lkg.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    static final String PREFIX = "LKG_";

    private final Map<String, String> environment = new HashMap<>();

    EnvironmentDefaults(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if ((name.startsWith(PREFIX) || name.equals("PORT")) && !value.isEmpty() && !isAddressOfAService(value)) {
                this.environment.put(name, value);
            }
        });
    }

    private static boolean isAddressOfAService(String value) {
        return value.startsWith("tcp://") || value.startsWith("udp://") || value.startsWith("sctp://");
    }

    /** The variables that may be settings, whether there is such an option or not. */
    Iterable<String> variables() {
        return environment.keySet();
    }

    /** The variable that sets {@code option}, a long name; of two, the one that counts. */
    String variable(String option) {
        String variable = variableOf(option);
        return option.equals("--port") && !environment.containsKey(variable) ? "PORT" : variable;
    }

    static String variableOf(String option) {
        return PREFIX + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Help and version are no settings: a variable LKG_VERSION is somebody else's. */
    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? environment.get(variable(option.longestName()))
                : null;
    }

    /** The name under which {@code option} was given {@code value}: its own, or that of its variable. */
    String source(OptionSpec option, String value) {
        return value != null && value.equals(defaultValue(option))
                ? variable(option.longestName())
                : option.longestName();
    }
}
