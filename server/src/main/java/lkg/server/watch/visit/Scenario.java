package lkg.server.watch.visit;

import java.io.IOException;

/** What the client of a visit does. Ends by itself. */
@FunctionalInterface
interface Scenario {

    void play(Run run) throws IOException, InterruptedException;
}
