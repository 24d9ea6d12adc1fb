package lkg.server.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lkg.server.EndReason;
import org.assertj.core.api.SoftAssertions;

/**
 * The balance after the soak beside the one before, with all that was counted: as a table, and as assertions.
 *
 * @param ledger the requests of the soak
 * @param last those that were sent when all was over
 * @param exits how the server's processes ended
 */
record BalanceSheet(Balance before, Balance after, Ledger ledger, Ledger last, List<String> exits) {

    /** Only clients cause these. */
    private static final List<String> ZERO = List.of(
            "open connections",
            "idle connections",
            "bytes in flight",
            "queued jobs",
            "timers",
            "event streams",
            "futures");

    /** The JVM opens a file of its own now and then, such as the one with the limit of its memory. */
    private static final int SPARE_DESCRIPTORS = 3;

    /** Compiled code and caches need a little more than after the warm-up. */
    private static final int SPARE_HEAP_KIB = 4 * 1024;

    /** A soak that has not met these has not tested much. */
    private static final List<String> DEFENCES = Stream.concat(
                    Stream.of(400, 408, 503).map(status -> "refused " + status),
                    Stream.of(
                                    EndReason.CLIENT_CLOSED,
                                    EndReason.CLIENT_LEFT,
                                    EndReason.NETWORK_FAILED,
                                    EndReason.IDLE,
                                    EndReason.REQUEST_TIMEOUT,
                                    EndReason.HANDLER_TIMEOUT,
                                    EndReason.REFUSED,
                                    EndReason.MADE_ROOM,
                                    EndReason.STALLED,
                                    EndReason.REQUEST_LIMIT)
                            .map(reason -> "closed " + reason))
            .toList();

    /** Of handlers that are to fail, or that open a file and find no descriptor; their clients were told. */
    private static final String EXPECTED_FAILURE = ".*the handler failed for GET /(throws|files|interrupted).*";

    /** Whether nothing is left of any client. */
    static boolean isEven(Balance now) {
        return ZERO.stream().allMatch(name -> now.of(name) == 0);
    }

    void check() {
        SoftAssertions softly = new SoftAssertions();
        for (String name : ZERO) {
            softly.assertThat(after.of(name))
                    .as("%s, long after all clients have left", name)
                    .isZero();
        }
        softly.assertThat(after.of("descriptors"))
                .as("descriptors: before, there were %d", before.of("descriptors"))
                .isLessThanOrEqualTo(before.of("descriptors") + SPARE_DESCRIPTORS);
        softly.assertThat(after.all("thread ")).as("threads").isEqualTo(before.all("thread "));
        softly.assertThat(after.of("heap KiB"))
                .as("used heap in KiB: before, it was %d", before.of("heap KiB"))
                .isLessThanOrEqualTo(before.of("heap KiB") + SPARE_HEAP_KIB);

        softly.assertThat(ledger.lost()).as("requests lost").isEmpty();
        softly.assertThat(ledger.decidedInAll())
                .as("requests with an outcome, of %d that were sent", ledger.askedInAll())
                .isEqualTo(ledger.askedInAll());
        softly.assertThat(ledger.answeredInAll())
                .as("requests answered, of %d: a server that refuses most of them is no use", ledger.askedInAll())
                .isGreaterThan(ledger.askedInAll() / 2);
        softly.assertThat(ledger.outlasted())
                .as("hostile clients that the server should have thrown out")
                .isEmpty();
        softly.assertThat(last.answeredInAll())
                .as("requests answered when all was over; lost: %s", last.lost())
                .isEqualTo(last.askedInAll());
        softly.assertThat(exits).as("how the server's processes ended").containsOnly("status 0");
        softly.assertThat(DEFENCES.stream().filter(name -> after.of(name) == 0))
                .as("defences that the last process never used: the soak is too short, or they are gone")
                .isEmpty();
        softly.assertThat(failures()).as("errors in target/soak-server-*.log").isEmpty();
        softly.assertAll();
    }

    /** The errors that the processes logged, with numbers. */
    private Map<String, Long> failures() {
        return IntStream.rangeClosed(1, exits.size())
                .boxed()
                .flatMap(number -> lines(number).stream())
                .filter(line -> line.contains(" ERROR ") && !line.matches(EXPECTED_FAILURE)
                        || line.startsWith("Exception in thread")
                        || line.startsWith("java.lang.OutOfMemoryError"))
                .map(line -> line.replaceFirst(".* ERROR ", ""))
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    }

    private static List<String> lines(int number) {
        try {
            return Files.readAllLines(Target.log(number), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        List<String> rows = new ArrayList<>();
        rows.add(String.format("%-20s %10s %10s %12s", "", "before", "after", "at the most"));
        ZERO.forEach(name -> rows.add(row(name, 0)));
        rows.add(row("descriptors", before.of("descriptors") + SPARE_DESCRIPTORS));
        rows.add(row("heap KiB", before.of("heap KiB") + SPARE_HEAP_KIB));
        rows.add("threads before: " + before.all("thread "));
        rows.add("threads after:  " + after.all("thread "));
        rows.add("requests: " + ledger);
        rows.add("the last process answered: " + after.all("answered "));
        rows.add("    refused: " + after.all("refused "));
        rows.add("    closed: " + after.all("closed "));
        rows.add("the processes ended with: " + exits);
        return String.join("\n", rows);
    }

    private String row(String name, long most) {
        return String.format("%-20s %10d %10d %12d", name, before.of(name), after.of(name), most);
    }
}
