package lkg.lab.grade;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param stages whose checks alone are run; all if it is empty
 * @param strict whether what differs from ours counts as failed
 */
record Options(Target target, List<String> stages, boolean list, boolean verbose, boolean strict) {

    static final String USAGE =
            "usage: grade HOST:PORT [--stage NAME] [--path /PAGE] [--list] [--verbose] [--strict] [--idle SECONDS]"
                    + " [--patience SECONDS]";

    private static final int PATIENCE_SECONDS = 5;
    private static final int IDLE_SECONDS = 75;

    /** @throws IllegalArgumentException with a message for the user */
    static Options parse(List<String> arguments) {
        Optional<String> server = Optional.empty();
        List<String> stages = new ArrayList<>();
        String path = "/";
        int idleSeconds = IDLE_SECONDS;
        int patienceSeconds = PATIENCE_SECONDS;
        boolean list = false;
        boolean verbose = false;
        boolean strict = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--list" -> list = true;
                case "--verbose" -> verbose = true;
                case "--strict" -> strict = true;
                case "--stage" -> stages.add(value(argument, rest));
                case "--path" -> path = value(argument, rest);
                case "--idle" -> idleSeconds = number(argument, value(argument, rest), 86_400);
                case "--patience" -> patienceSeconds = number(argument, value(argument, rest), 600);
                default -> {
                    if (argument.startsWith("-") || server.isPresent()) {
                        throw new IllegalArgumentException("\"" + argument + "\" is unknown; " + USAGE);
                    }
                    server = Optional.of(argument);
                }
            }
        }
        if (server.isEmpty() && !list) {
            throw new IllegalArgumentException("which server? " + USAGE);
        }
        if (!path.matches("/[!-~]*")) {
            throw new IllegalArgumentException("--path (" + path + ") must begin with a slash, and have no spaces");
        }
        return new Options(
                target(server.orElse("localhost:80"), path, idleSeconds, patienceSeconds),
                stages,
                list,
                verbose,
                strict);
    }

    private static Target target(String server, String path, int idleSeconds, int patienceSeconds) {
        int colon = server.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("\"" + server + "\" is no HOST:PORT; " + USAGE);
        }
        int port = number("the port", server.substring(colon + 1), 65_535);
        return new Target(
                server.substring(0, colon).replaceAll("[\\[\\]]", ""),
                port,
                path,
                patienceSeconds * 1_000,
                idleSeconds);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value; " + USAGE);
        }
        return rest.next();
    }

    private static int number(String what, String text, int most) {
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(what + " (" + text + ") must be a number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
