package lkg.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lkg.http.HttpRequest;
import lkg.server.InMemoryClient;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;

/**
 * Loads the classes that serving needs on a second processor, while the first one reads the command line. A JVM spends
 * nearly all of a start on loading classes, so that the first answer comes a sixth sooner. Whatever happens here, the
 * server starts all the same.
 */
final class WarmUp {

    private WarmUp() {}

    /**
     * Begins on a thread of its own, if there is a processor for it; but not if it could load the logger before it is
     * known how much that has to log.
     */
    static void begin(String[] arguments, Map<String, String> environment) {
        boolean hasSecondProcessor = Runtime.getRuntime().availableProcessors() > 1;
        if (hasSecondProcessor && !mayAskForDetails(arguments, environment)) {
            Thread thread = new Thread(WarmUp::serveOnce, "lkg-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Rather once too often: without a warm-up the server only starts later. */
    private static boolean mayAskForDetails(String[] arguments, Map<String, String> environment) {
        for (String argument : arguments) {
            if (argument.startsWith("-") && argument.contains("v")) {
                return true;
            }
        }
        return environment.containsKey("LKG_VERBOSE");
    }

    /** Serves a small file that each Java runtime has, without a socket. */
    private static void serveOnce() {
        try (InMemoryClient client = InMemoryClient.of(LkgServer.builder()
                .wiring(Wiring.INLINE)
                .handler(StaticFiles.of(Path.of(System.getProperty("java.home")))))) {
            client.send(HttpRequest.get("/release"));
        } catch (IOException | RuntimeException | LinkageError e) {
            // What really matters will fail again, where somebody says so.
        }
    }
}
