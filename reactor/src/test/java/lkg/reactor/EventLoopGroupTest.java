package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopGroupTest {

    @Test
    void dealsOutItsLoopsInTurn() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 3, failure -> {});
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
    void aLoopThatHasEndedIsDealtNoConnection() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 3, failure -> {});
        try {
            EventLoop dead = group.next();
            EventLoop second = group.next();
            EventLoop third = group.next();

            dead.shutdownNow();
            assertThat(dead.awaitTermination(Duration.ofSeconds(10))).isTrue();

            assertThat(List.of(group.next(), group.next(), group.next(), group.next()))
                    .as("the two others, each in turn")
                    .containsExactlyInAnyOrder(second, second, third, third);
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void shutdownEndsEachLoop() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});

        group.shutdown();

        assertThat(group.awaitTermination(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> group.next().execute(() -> {})).hasMessageContaining("has ended");
    }

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

    @Test
    void knowsWhetherTheCallerIsOneOfItsLoops() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        try {
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
                group.next().execute(() -> inLoop.complete(group.inLoop()));
                assertThat(inLoop.get(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(group.inLoop()).as("the test's own thread").isFalse();
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void aWaitForTheEndMayBeForEver() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        group.shutdownNow();
        Duration forEver = ChronoUnit.FOREVER.getDuration();

        assertThat(group.next().awaitTermination(forEver)).isTrue();
        assertThat(group.awaitTermination(forEver)).isTrue();
    }

    @Test
    void aGroupHasAtLeastOneLoop() {
        assertThatThrownBy(() -> EventLoopGroup.start("loop", 0, failure -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
