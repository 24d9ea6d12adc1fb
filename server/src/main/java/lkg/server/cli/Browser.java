package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Opens an address in the user's browser, by the command that the operating system has for that. */
final class Browser {

    private Browser() {}

    /** Returns at once. If it fails, now or later, one line on {@code err} says so. */
    static void open(String address, PrintWriter err) {
        try {
            Process command = new ProcessBuilder(command(System.getProperty("os.name"), address))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // Without a display some commands start a browser for the terminal, which must not read the user's keys.
            command.getOutputStream().close();
            command.onExit().thenAccept(ended -> {
                if (ended.exitValue() != 0) {
                    sayFailed(address, err);
                }
            });
        } catch (IOException e) {
            sayFailed(address, err);
        }
    }

    static List<String> command(String system, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        return List.of(name.startsWith("mac") ? "open" : "xdg-open", address);
    }

    private static void sayFailed(String address, PrintWriter err) {
        err.println("lkg-server: cannot open a browser. Open " + address + " yourself.");
        err.flush();
    }
}
