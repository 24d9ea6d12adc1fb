package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("inside")
class EventLoopGroupStartTest {

    @Test
    void ifALoopCannotBeStartedThoseBeforeItEnd() throws Exception {
        List<EventLoop> started = new ArrayList<>();

        assertThatThrownBy(() -> EventLoopGroup.start(3, number -> {
                    if (number == 3) {
                        throw new OutOfMemoryError("unable to create native thread, on purpose");
                    }
                    EventLoop loop = EventLoop.start("loop-" + number, failure -> {});
                    started.add(loop);
                    return loop;
                }))
                .hasMessageContaining("on purpose");

        assertThat(started).hasSize(2);
        for (EventLoop loop : started) {
            assertThat(loop.awaitTermination(Duration.ofSeconds(10))).isTrue();
        }
    }
}
