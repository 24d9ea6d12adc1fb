package lkg.server.bench.restart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page with the results, {@code restart.md}. Each part is printed as well, as soon as it is known. */
final class RestartPage {

    private static final String TEXT = """
            # Restarts

            On JDK %s, %d processors, all on the same machine. %s. Made by
            `mvn -P bench verify -DskipTests -Dbench=restart`. [The guide for operators](../deploying.md#behind-a-proxy)
            shows the configurations and says why they give these figures.

            ## Two instances behind a proxy

            %d clients keep their connections, and %d open a new one for each request. Together they send %,d requests
            in a second. Eight of ten requests are for a small file, one is for a file of 256 KiB, and one is a POST, to
            which 405 is the right answer: an instance has read it.

            Meanwhile one instance after the other gets SIGTERM, ends and is started again. The second one stays down
            for %d s each time, as it would for an upgrade. The other one is stopped %d s after the restarted one has
            answered.

            | proxy | configuration | requests | right answer | GET: other status | GET: no answer | POST: other status \
            | POST: no answer | restarts | exit statuses |
            |---|---|---|---|---|---|---|---|---|---|
            %s

            ## One instance without a proxy

            %d clients open a new connection for each request, and %d keep theirs. They send as fast as they can. While
            the instance is down, their connections are refused. A lost connection was accepted by the kernel, and then
            reset or closed without a byte of an answer.

            | options | right answers | refused | new connections lost at each stop | kept connections lost \
            | broken off, or other status | stops | exit statuses |
            |---|---|---|---|---|---|---|---|
            %s
            """;

    private final List<String> notes = new ArrayList<>();
    private final List<String> proxied = new ArrayList<>();
    private final List<String> direct = new ArrayList<>();

    /** Adds a sentence, without its full stop, on the proxies. */
    void note(String note) {
        notes.add(note);
        System.out.println(note);
    }

    void proxied(Object... cells) {
        row(proxied, cells);
    }

    void direct(Object... cells) {
        row(direct, cells);
    }

    private static void row(List<String> table, Object... cells) {
        String row = Arrays.stream(cells).map(RestartPage::cell).collect(Collectors.joining(" | ", "| ", " |"));
        table.add(row);
        System.out.println(row);
    }

    private static String cell(Object cell) {
        return cell instanceof Number ? String.format(Locale.ROOT, "%,d", cell) : cell.toString();
    }

    void write(Path folder, Load.Plan throughProxy, int downSeconds, int pauseSeconds, Load.Plan directly)
            throws IOException {
        Files.writeString(
                folder.resolve("restart.md"),
                String.format(
                        Locale.ROOT,
                        TEXT,
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        String.join(". ", notes),
                        throughProxy.keeping(),
                        throughProxy.fresh(),
                        throughProxy.requestsPerSecond(),
                        downSeconds,
                        pauseSeconds,
                        String.join("\n", proxied),
                        directly.fresh(),
                        directly.keeping(),
                        String.join("\n", direct)));
    }
}
