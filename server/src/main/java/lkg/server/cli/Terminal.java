package lkg.server.cli;

import java.io.Console;
import java.util.Map;

/** What is known of the terminal. */
final class Terminal {

    private Terminal() {}

    /** Whether stdout is a terminal that shows colours, and nobody has asked for none (no-color.org). */
    static boolean showsColours(Map<String, String> environment) {
        String terminal = environment.getOrDefault("TERM", "");
        boolean isWanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return isWanted && !terminal.isEmpty() && !terminal.equals("dumb") && isTerminal(System.console());
    }

    /** Since Java 22 there may be a console that is none; only then it has the method that says so. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
