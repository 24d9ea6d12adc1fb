package lkg.reactor;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One channel of an event loop, as the loop sees it in one of its tasks.
 *
 * @param loop the name of the loop's thread
 * @param handler belongs to the loop's thread as long as the task runs, unless it is at work
 * @param isAtWork whether the handler is at work on another thread, or waits for one. None of its fields may be read then
 * @param waited how long it has waited, if the wait has a deadline
 * @param timeLeft until its deadline, if it has one
 */
public record ChannelStatus(
        String loop, EventHandler handler, boolean isAtWork, Optional<Duration> waited, Optional<Duration> timeLeft) {

    /** Those that are open. Only in a task of {@code loop}. */
    static Stream<ChannelStatus> allOf(EventLoop loop) {
        assert loop.inLoop();
        return loop.selector.keys().stream()
                .filter(SelectionKey::isValid)
                .map(SelectionKey::attachment)
                // A channel whose handler could not be made has none, until its key is removed.
                .filter(Registration.class::isInstance)
                .map(channel -> of((Registration) channel, loop.thread.getName()));
    }

    private static ChannelStatus of(Registration channel, String loop) {
        if (channel.owner != Registration.Owner.LOOP) {
            return new ChannelStatus(loop, channel.handler, true, Optional.empty(), Optional.empty());
        }
        if (!channel.deadline.isPending()) {
            return new ChannelStatus(loop, channel.handler, false, Optional.empty(), Optional.empty());
        }
        long leftNanos = channel.deadline.deadlineNanos() - channel.loop.clock().getAsLong();
        return new ChannelStatus(
                loop,
                channel.handler,
                false,
                Optional.of(Duration.ofNanos(channel.waitsFor.timeoutNanos - leftNanos)),
                Optional.of(Duration.ofNanos(leftNanos)));
    }
}
