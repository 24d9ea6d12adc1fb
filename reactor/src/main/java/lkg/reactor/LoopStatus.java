package lkg.reactor;

import java.time.Duration;
import java.util.List;

/**
 * What one event loop does now, and has done since it started. A turn is what a loop does between two looks at its
 * channels; while it lasts, all its other channels wait.
 *
 * @param name of its thread
 * @param ended whether it takes no channels any more
 * @param turns that have ended
 * @param slowTurns those of them that took longer than 20 ms
 * @param busy the time of all of them together. The rest of the loop's life it has waited for something to do
 * @param longestTurn the longest of them
 * @param currentTurn how long the current turn has lasted; zero while the loop waits
 * @param stack if the current turn has lasted for more than a second, so that something blocks the thread: what it is
 *     doing. Else empty
 */
public record LoopStatus(
        String name,
        boolean ended,
        long turns,
        long slowTurns,
        Duration busy,
        Duration longestTurn,
        Duration currentTurn,
        List<StackTraceElement> stack) {

    private static final Duration STUCK = Duration.ofSeconds(1);

    static LoopStatus of(EventLoop loop) {
        LoopTurn turn = loop.selector.turn;
        long beganNanos = turn.beganOrNone.get();
        boolean waits = loop.isTerminated() || beganNanos == LoopTurn.NONE;
        Duration current = waits ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - beganNanos);
        boolean isStuck = current.compareTo(STUCK) > 0;
        return new LoopStatus(
                loop.thread.getName(),
                loop.isTerminated(),
                turn.turns.get(),
                turn.slowTurns.get(),
                Duration.ofNanos(turn.busyNanos.get()),
                Duration.ofNanos(turn.longestNanos.get()),
                current,
                isStuck ? List.of(loop.thread.getStackTrace()) : List.of());
    }
}
