package lkg.server.soak;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Minutes of well-behaved and hostile clients and of faults, all at once; then the server must hold what it held before,
 * and no request may have been lost.
 *
 * <p>{@code -Dsoak.minutes} says how long, and {@code -Dsoak.seed} chooses the clients: the one of a run that failed gives
 * the same clients in the same order, though not at the same moments.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class SoakTest {

    private static final int REQUESTERS = 6;
    private static final int PIPELINERS = 2;
    private static final int NEWCOMERS = 4;
    private static final int HOSTILE_CLIENTS_OF_A_KIND = 8;

    /** More than all timeouts of the server together. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

    private final Random random = new Random(seed());
    private final Ledger ledger = new Ledger();
    private final long soakNanos = (long) (minutes() * 60e9);

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void afterAllClientsAndFaultsTheBalanceIsAsBefore(@TempDir Path directory) throws Exception {
        try (Target target = new Target(directory)) {
            warmUp(target);
            Balance before = settled(target);

            soak(target);
            Balance after = settled(target);
            Ledger last = new Ledger();
            askOnceForEach(target, last);
            target.stop();

            BalanceSheet sheet = new BalanceSheet(before, after, ledger, last, target.exits());
            System.out.println(sheet);
            sheet.check();
        } catch (Exception e) {
            System.out.println("soak: it was broken off with these requests: " + ledger);
            throw e;
        }
    }

    /** Loads all classes of the server and opens what stays open. */
    private void warmUp(Target target) throws Exception {
        try (Crowd crowd = new Crowd(target, ledger)) {
            for (Function<Random, Nuisance> kind : Nuisances.ofEachKind(ledger)) {
                Nuisance nuisance = kind.apply(random);
                crowd.invite(1, () -> nuisance);
            }
            for (int i = 0; i < 3; i++) {
                askOnceForEach(target, ledger);
            }
        }
    }

    private static void askOnceForEach(Target target, Ledger ledger) {
        try (Conversation conversation = new Conversation(target, ledger)) {
            Requests.ofEachKind().forEach(request -> conversation.ask(List.of(request)));
            Requests.MALFORMED.forEach(request -> conversation.ask(List.of(request)));
            Requests.FOR_HALF_CLOSED.forEach(conversation::askLast);
        }
    }

    private void soak(Target target) throws Exception {
        try (Crowd crowd = new Crowd(target, ledger);
                Regulars regulars = new Regulars(target, ledger)) {
            for (Function<Random, Nuisance> kind : Nuisances.ofEachKind(ledger)) {
                for (int i = 0; i < HOSTILE_CLIENTS_OF_A_KIND; i++) {
                    crowd.settle(kind, new Random(random.nextLong()));
                }
            }
            for (WellBehaved kind : wellBehaved()) {
                regulars.start(kind, new Random(random.nextLong()));
            }
            strikeUntilTheEnd(target, crowd);
        }
    }

    private static List<WellBehaved> wellBehaved() {
        List<WellBehaved> kinds = new ArrayList<>(List.of(WellBehaved.BEGINNER, WellBehaved.HALF_CLOSER));
        kinds.addAll(Collections.nCopies(REQUESTERS, WellBehaved.REQUESTER));
        kinds.addAll(Collections.nCopies(PIPELINERS, WellBehaved.PIPELINER));
        kinds.addAll(Collections.nCopies(NEWCOMERS, WellBehaved.NEWCOMER));
        return kinds;
    }

    /** One fault after the other, and a restart behind each. Restarts only in the first half, so that the last process can grow old. */
    private void strikeUntilTheEnd(Target target, Crowd crowd) throws Exception {
        long beginNanos = System.nanoTime();
        while (System.nanoTime() - beginNanos < soakNanos) {
            for (Fault fault : shuffledFaults()) {
                strike(fault, target, crowd);
                if (System.nanoTime() - beginNanos < soakNanos / 2) {
                    strike(Fault.RESTART, target, crowd);
                }
            }
        }
    }

    private void strike(Fault fault, Target target, Crowd crowd) throws Exception {
        crowd.goOnFor(Duration.ofMillis(1_000 + random.nextInt(2_000)));
        System.out.println("soak: " + fault + ", " + ledger.lostInAll() + " lost so far");
        target.suffers(fault);
        fault.strike(target, crowd, ledger);
        target.suffers(Fault.NONE);
    }

    private List<Fault> shuffledFaults() {
        List<Fault> faults = new ArrayList<>(List.of(Fault.HORDE, Fault.PAUSE, Fault.NO_DESCRIPTORS, Fault.UPLOADS));
        Collections.shuffle(faults, random);
        return faults;
    }

    /** The balance when all connections have ended, or after long enough; the sheet then says what is left. */
    private static Balance settled(Target target) {
        try {
            await().atMost(LONGEST_SETTLING)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> BalanceSheet.isEven(target.server().balance()));
        } catch (ConditionTimeoutException e) {
            // The assertions say more.
        }
        return target.server().balance();
    }

    private static long seed() {
        long seed = Long.getLong("soak.seed", System.nanoTime());
        System.out.println("soak: the clients are those of -Dsoak.seed=" + seed);
        return seed;
    }

    private static double minutes() {
        return Double.parseDouble(System.getProperty("soak.minutes", "2"));
    }
}
