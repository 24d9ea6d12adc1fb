package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("step-1")
class AwaitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Different values. Each supplier gives the same one again. */
    private static final List<Supplier<Await>> VALUES = List.of(
            () -> Await.readable(SECOND),
            () -> Await.readable(SECOND.plusNanos(1)),
            Await::readable,
            () -> Await.writable(SECOND),
            Await::acceptable,
            Await::woken,
            Await::unchanged,
            Await::closed);

    @Test
    void whatWaitsForTheSameIsEqual() {
        for (Supplier<Await> value : VALUES) {
            assertThat(value.get())
                    .as("\"%s\" and the same once more", value.get())
                    .isEqualTo(value.get())
                    .hasSameHashCodeAs(value.get());
        }
    }

    @Test
    void onlyAWaitForBytesIsReadable() {
        assertThat(VALUES.stream().map(Supplier::get).filter(Await::isReadable))
                .containsExactly(Await.readable(SECOND), Await.readable(SECOND.plusNanos(1)), Await.readable());
    }

    @Test
    void whatWaitsForSomethingElseIsNotEqual() {
        for (int i = 0; i < VALUES.size(); i++) {
            for (int j = 0; j < VALUES.size(); j++) {
                assertThat(VALUES.get(i).get().equals(VALUES.get(j).get()))
                        .as(
                                "whether \"%s\" equals \"%s\"",
                                VALUES.get(i).get(), VALUES.get(j).get())
                        .isEqualTo(i == j);
            }
        }
        assertThat(Await.woken().equals("woken"))
                .as("whether an Await equals a string")
                .isFalse();
    }

    @Test
    void differentWaitsHaveDifferentTexts() {
        assertThat(VALUES)
                .extracting(value -> value.get().toString())
                .as("the texts of different waits")
                .doesNotHaveDuplicates();
    }

    @Test
    void aTimeoutIsPositive() {
        List<Function<Duration, Await>> waits = List.of(Await::readable, Await::writable);
        for (Function<Duration, Await> wait : waits) {
            assertThat(wait.apply(Duration.ofNanos(1))).as("the shortest wait").isNotNull();
        }
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(-1))) {
            for (Function<Duration, Await> wait : waits) {
                assertThatThrownBy(() -> wait.apply(timeout), "a wait with a timeout of " + timeout)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
