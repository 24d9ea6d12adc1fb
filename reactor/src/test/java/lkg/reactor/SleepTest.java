package lkg.reactor;

import static lkg.reactor.TestLoop.INLINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loop on the real clock: a deadline wakes it, and nothing else does. How often it looks at its clock tells. */
@Tag("step-4")
class SleepTest {

    @RegisterExtension
    final TestLoop loop = TestLoop.onRealClock();

    private final Probe probe = new Probe();

    @Test
    void aDeadlineWakesALoopThatSleepsAndNothingElseDoes() throws Exception {
        long start = System.nanoTime();
        loop.register(probe, INLINE, Await.pause(Duration.ofSeconds(1)));
        int before = loop.clockReads.get();

        probe.expect("onTimeout", "its pause of 1 s has passed");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the time until onTimeout, after a pause of 1 s")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(loop.clockReads.get() - before)
                .as("how often a loop that has nothing to do for 1 s looks at its clock; it should sleep")
                .isLessThan(10);
    }

    /**
     * Whoever sets the clock of the machine would move the deadlines. No test can set it, so this looks at the code.
     */
    @Test
    void noDeadlineIsOnTheWallClock() throws Exception {
        Path classes = Path.of(EventLoop.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.list(classes.resolve("lkg/reactor"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String code = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String wallClock : List.of("currentTimeMillis", "java/time/Instant", "java/time/Clock")) {
                    assertThat(code.contains(wallClock))
                            .as("whether %s uses the wall clock: %s", file.getFileName(), wallClock)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void d04_aWaitIsRoundedUpToMilliseconds() throws Exception {
        int pauses = 40;
        probe.whenTimedOut = () -> Await.pause(Duration.ofNanos(900_000));
        int before = loop.clockReads.get();

        loop.register(probe, INLINE, Await.pause(Duration.ofNanos(1_900_000)));
        for (int i = 1; i <= pauses; i++) {
            probe.expect("onTimeout", "its pause has passed, which was no whole number of milliseconds");
        }

        assertThat(loop.clockReads.get() - before)
                .as("how often the loop looks at its clock in %s pauses of 0.9 ms; it should sleep", pauses)
                .isLessThan(10 * pauses);
    }
}
