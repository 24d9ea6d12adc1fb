package lkg.server.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lkg.reactor.Await;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Await PERIOD = Await.readable(Duration.ofMinutes(1));

    private final Pace pace = new Pace(100);

    @Test
    void theFirstPeriodBeginsWithTheFirstWait() {
        assertThat(pace.await(0, PERIOD)).isEqualTo(PERIOD);
    }

    @Test
    void tooFewBytesDoNotExtendThePeriod() {
        pace.await(7, PERIOD);

        assertThat(pace.await(8, PERIOD)).isEqualTo(Await.unchanged());
        assertThat(pace.await(106, PERIOD)).isEqualTo(Await.unchanged());
    }

    @Test
    void enoughBytesBeginTheNextPeriod() {
        pace.await(7, PERIOD);
        assertThat(pace.await(107, PERIOD)).isEqualTo(PERIOD);

        assertThat(pace.await(206, PERIOD)).as("counted from there").isEqualTo(Await.unchanged());
        assertThat(pace.await(207, PERIOD)).isEqualTo(PERIOD);
    }

    @Test
    void manyBytesAtOnceAreNoCreditForLater() {
        pace.await(0, PERIOD);
        pace.await(1_000_000, PERIOD);

        assertThat(pace.await(1_000_099, PERIOD)).isEqualTo(Await.unchanged());
    }

    @Test
    void afterAPauseThePeriodBeginsAnew() {
        pace.await(0, PERIOD);
        pace.pause();

        assertThat(pace.await(1, PERIOD)).isEqualTo(PERIOD);
        assertThat(pace.await(2, PERIOD)).isEqualTo(Await.unchanged());
    }
}
