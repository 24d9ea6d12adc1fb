package lkg.server.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import lkg.server.Cors;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Reads the values of {@code --cors}. */
final class CorsOption implements IParameterPreprocessor {

    static final String NAME = "--cors";

    /** The value of the option without a value. */
    static final String ANY = "*";

    /** Picocli's key for what stands between an option and its value. */
    private static final String SEPARATOR = "separator";

    static Cors filter(List<String> origins, GivenOptions given) {
        if (origins.contains(ANY)) {
            return Cors.anyOrigin();
        }
        for (String origin : origins) {
            requireOrigin(origin, given);
        }
        return Cors.of(origins.toArray(String[]::new));
    }

    private static void requireOrigin(String origin, GivenOptions given) {
        try {
            Cors.of(origin);
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.name(NAME) + " must be * or an origin such as https://app.example, in lower case,"
                    + " without a path and without the scheme's own port, but was '"
                    + origin.replaceAll("\\p{Cntrl}", "?") + "'");
        }
    }

    /** In {@code --cors DIR} the next argument is no origin, but the directory. */
    @Override
    public boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (" ".equals(info.get(SEPARATOR)) && (arguments.isEmpty() || !isOrigin(arguments.peek(), command, option))) {
            arguments.push(ANY);
        }
        return false;
    }

    /** Whatever the environment says is meant for an origin: if it is none, nobody must be given access. */
    private static boolean isOrigin(String next, CommandSpec command, ArgSpec option) {
        EnvironmentDefaults environment = (EnvironmentDefaults) command.defaultValueProvider();
        return next.contains("://") || next.equals(ANY) || next.equals(environment.defaultValue(option));
    }
}
