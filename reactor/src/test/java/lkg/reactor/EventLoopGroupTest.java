package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopGroupTest {

    @Test
    void dealsOutItsLoopsInTurn() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 3);
        try {
            List<EventLoop> firstRound = List.of(group.next(), group.next(), group.next());
            List<EventLoop> secondRound = List.of(group.next(), group.next(), group.next());

            assertThat(firstRound).doesNotHaveDuplicates().isEqualTo(secondRound);
        } finally {
            group.shutdownNow();
            assertThat(group.awaitTermination(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shutdownEndsEachLoop() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2);

        group.shutdown();

        assertThat(group.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> group.next().execute(() -> {})).hasMessageContaining("has ended");
    }

    @Test
    void aGroupHasAtLeastOneLoop() {
        assertThatThrownBy(() -> EventLoopGroup.start("loop", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
