package lkg.server.bench.site;

import java.io.IOException;
import java.util.List;
import lkg.server.bench.Commands;

/**
 * Divides the processors: the server that is measured has one of its own, and all clients share the others. A Java
 * server then has its collector and its compiler on that one processor as well.
 */
final class Processors {

    private final boolean divided;

    private Processors(boolean divided) {
        this.divided = divided;
    }

    /** Moves this process, and what it will start, away from the first processor. Needs {@code taskset}. */
    static Processors divide() throws IOException, InterruptedException {
        int count = Runtime.getRuntime().availableProcessors();
        boolean possible = count > 1 && Commands.isInstalled("taskset");
        if (possible) {
            String clients = "1-" + (count - 1);
            String pid = String.valueOf(ProcessHandle.current().pid());
            System.out.print(Commands.output("taskset", "-a", "-c", "-p", clients, pid)
                    .lines()
                    .reduce((first, last) -> last)
                    .orElse(""));
            System.out.println("; each server has processor 0");
        } else {
            System.out.println("without taskset, or with one processor, servers and clients share all processors");
        }
        return new Processors(possible);
    }

    /** What comes in front of a server's command. */
    List<String> starter() {
        return divided ? List.of("taskset", "-c", "0") : List.of();
    }
}
