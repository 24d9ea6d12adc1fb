package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void d19_readableAsksForReadingAndWritableForWriting() {
        assertThat(Await.readable(SECOND).interestOps).isEqualTo(SelectionKey.OP_READ);
        assertThat(Await.writable(SECOND).interestOps).isEqualTo(SelectionKey.OP_WRITE);
    }

    @Test
    void whoExpectsAConnectionOrAWakeUpMayWaitForEver() {
        assertThat(Await.acceptable().hasDeadline()).isFalse();
        assertThat(Await.woken().hasDeadline()).isFalse();
        assertThat(Await.readable().hasDeadline()).isFalse();
        assertThat(Await.readable(SECOND).hasDeadline()).isTrue();
        assertThat(Await.writable(SECOND).hasDeadline()).isTrue();
        assertThat(Await.pause(SECOND).hasDeadline()).isTrue();
    }

    @Test
    void aTimeoutIsPositive() {
        assertThatThrownBy(() -> Await.readable(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> Await.writable(Duration.ofNanos(-1))).hasMessageContaining("PT-0.000000001S");
        assertThatThrownBy(() -> Await.pause(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoTakesOverWaitsForSomething() {
        assertThat(Await.handOver(new Probe(), Await.readable(SECOND)).interestOps)
                .isEqualTo(SelectionKey.OP_READ);
        for (Await nothing :
                List.of(Await.unchanged(), Await.closed(), Await.handOver(new Probe(), Await.readable()))) {
            assertThatThrownBy(() -> Await.handOver(new Probe(), nothing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(nothing.toString());
        }
    }

    @Test
    void equalAnswersAreEqual() {
        Probe next = new Probe();
        assertThat(Await.handOver(next, Await.woken())).isEqualTo(Await.handOver(next, Await.woken()));
        assertThat(Await.handOver(next, Await.woken())).isNotEqualTo(Await.handOver(new Probe(), Await.woken()));
        assertThat(Await.woken()).isNotEqualTo(Await.pause(SECOND));

        assertThat(Await.readable(SECOND)).isEqualTo(Await.readable(SECOND)).hasSameHashCodeAs(Await.readable(SECOND));
        assertThat(Await.readable(SECOND)).isNotEqualTo(Await.writable(SECOND));
        assertThat(Await.readable(SECOND)).isNotEqualTo(Await.readable(Duration.ofSeconds(2)));
        assertThat(Await.unchanged()).isNotEqualTo(Await.closed());
    }

    @Test
    void saysWhatItIs() {
        assertThat(Await.readable(SECOND)).hasToString("readable within PT1S");
        assertThat(Await.writable(SECOND)).hasToString("writable within PT1S");
        assertThat(Await.acceptable()).hasToString("acceptable");
        assertThat(Await.pause(SECOND)).hasToString("a pause of PT1S");
        assertThat(Await.unchanged()).hasToString("unchanged");
        assertThat(Await.woken()).hasToString("woken");
        assertThat(Await.readable()).hasToString("readable");
        assertThat(Await.handOver(new Probe(), Await.readable(SECOND)))
                .hasToString("handed over, then readable within PT1S");
        assertThat(Await.closed()).hasToString("closed");
    }
}
