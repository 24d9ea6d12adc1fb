package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

@Tag("step-1")
class HttpDateProperties {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void whatIsWrittenCanBeRead(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long epochSecond) {
        Instant instant = Instant.ofEpochSecond(epochSecond);

        assertThat(HttpDate.parse(HttpDate.format(instant), NOW))
                .as(HttpDate.format(instant))
                .contains(instant);
    }
}
