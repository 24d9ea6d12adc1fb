package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The texts that the failures of other tests show, and what the loop reads in a value. */
@Tag("inside")
class AwaitTextTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

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

    @Test
    void differentWaitsHaveDifferentHashCodes() {
        assertThat(Stream.of(Await.readable(), Await.woken(), Await.closed(), Await.pause(SECOND))
                        .map(Await::hashCode))
                .doesNotHaveDuplicates();
    }

    @Test
    void asksForOneKindOfReadiness() {
        assertThat(Await.acceptable().interestOps).isEqualTo(SelectionKey.OP_ACCEPT);
        assertThat(Await.readable().interestOps).isEqualTo(SelectionKey.OP_READ);
        assertThat(Await.writable(SECOND).interestOps).isEqualTo(SelectionKey.OP_WRITE);
        assertThat(Await.pause(SECOND).interestOps).isZero();
    }
}
