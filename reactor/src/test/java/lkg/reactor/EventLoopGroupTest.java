package lkg.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("step-8")
class EventLoopGroupTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void dealsOutItsLoopsInTurn() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 3, failure -> {});
        try {
            List<EventLoop> firstRound = List.of(group.next(), group.next(), group.next());
            List<EventLoop> secondRound = List.of(group.next(), group.next(), group.next());

            assertThat(firstRound).as("three loops, each in turn").doesNotHaveDuplicates();
            assertThat(secondRound).as("the loops of the second round").isEqualTo(firstRound);
        } finally {
            group.shutdownNow();
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
            assertThat(dead.awaitTermination(LIMIT))
                    .as("awaitTermination of a loop, after shutdownNow")
                    .isTrue();

            assertThat(List.of(group.next(), group.next(), group.next(), group.next()))
                    .as("the two others, each in turn")
                    .containsExactlyInAnyOrder(second, second, third, third);
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void aLoopThatWasShutDownWhileItWasEndingIsDealtNoConnectionEither() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        CountDownLatch goOn = new CountDownLatch(1);
        try {
            EventLoop dead = group.next();
            EventLoop alive = group.next();
            dead.execute(() -> TestLoop.await(goOn));
            for (int i = 0; i < 1_000; i++) {
                dead.execute(() -> {});
            }
            dead.shutdownNow();
            dead.shutdown();
            goOn.countDown();
            assertThat(dead.awaitTermination(LIMIT))
                    .as("awaitTermination of a loop, after shutdownNow and shutdown")
                    .isTrue();

            assertThat(List.of(group.next(), group.next()))
                    .as("the other loop, twice: one that has ended stays so, whatever it was told meanwhile")
                    .containsExactly(alive, alive);
        } finally {
            goOn.countDown();
            group.shutdownNow();
        }
    }

    @Test
    void shutdownEndsEachLoop() throws Exception {
        ends(EventLoopGroup::shutdown);
    }

    @Test
    void shutdownNowEndsEachLoop() throws Exception {
        ends(EventLoopGroup::shutdownNow);
    }

    private static void ends(Consumer<EventLoopGroup> end) throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        assertThat(group.awaitTermination(Duration.ofMillis(1)))
                .as("awaitTermination of a group that nobody has shut down")
                .isFalse();

        end.accept(group);

        assertThat(group.awaitTermination(LIMIT))
                .as("awaitTermination of a group of 2 loops, after its end")
                .isTrue();
        for (EventLoop loop : List.of(group.next(), group.next())) {
            assertThatThrownBy(() -> loop.execute(() -> {}), "a task for a loop that has ended")
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void aGroupHasEndedWhenItsLastLoopHas() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        CountDownLatch goOn = new CountDownLatch(1);
        try {
            group.next();
            group.next().execute(() -> TestLoop.await(goOn));
            group.shutdownNow();
            assertThat(group.awaitTermination(Duration.ofMillis(1)))
                    .as("awaitTermination of a group, while its second loop is busy")
                    .isFalse();
        } finally {
            goOn.countDown();
        }
        assertThat(group.awaitTermination(LIMIT))
                .as("awaitTermination, when no loop is busy any more")
                .isTrue();
    }

    @Test
    void theThreadsHaveNumbers() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("worker", 2, failure -> {});
        try {
            for (String name : List.of("worker-1", "worker-2")) {
                CompletableFuture<String> thread = new CompletableFuture<>();
                group.next()
                        .execute(() -> thread.complete(Thread.currentThread().getName()));
                assertThat(Waits.get(thread, "a loop runs a task"))
                        .as("the name of a loop's thread")
                        .isEqualTo(name);
            }
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void knowsWhetherTheCallerIsOneOfItsLoops() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        try {
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
                group.next().execute(() -> inLoop.complete(group.inLoop()));
                assertThat(Waits.get(inLoop, "loop number " + (i + 1) + " runs a task"))
                        .as("inLoop, called on loop number " + (i + 1))
                        .isTrue();
            }
            assertThat(group.inLoop())
                    .as("inLoop, called on the test's own thread")
                    .isFalse();
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void aWaitForTheEndMayBeForEver() throws Exception {
        EventLoopGroup group = EventLoopGroup.start("loop", 2, failure -> {});
        group.shutdownNow();
        Duration forEver = ChronoUnit.FOREVER.getDuration();

        assertThat(group.next().awaitTermination(forEver))
                .as("awaitTermination of a loop")
                .isTrue();
        assertThat(group.awaitTermination(forEver))
                .as("awaitTermination of a group")
                .isTrue();
    }

    @Test
    void aGroupHasAtLeastOneLoop() throws Exception {
        assertThatThrownBy(() -> EventLoopGroup.start("loop", 0, failure -> {}), "a group of 0 loops")
                .isInstanceOf(IllegalArgumentException.class);
        EventLoopGroup.start("loop", 1, failure -> {}).shutdownNow();
    }
}
