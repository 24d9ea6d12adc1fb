package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** How a wait in nanoseconds becomes one of the selector, in milliseconds. */
@Tag("inside")
class LoopSelectorProperties {

    @Property
    void d04_aWaitIsNeverTooShortAndNeverAMillisecondTooLong(@ForAll @LongRange(min = 1) long nanos) {
        Duration wait = Duration.ofMillis(LoopSelector.millisRoundedUp(nanos));

        assertThat(wait)
                .as("the wait when %s ns are left", nanos)
                .isGreaterThanOrEqualTo(Duration.ofNanos(nanos))
                .isLessThan(Duration.ofNanos(nanos).plusMillis(1));
    }
}
