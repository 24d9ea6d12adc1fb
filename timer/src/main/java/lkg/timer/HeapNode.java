package lkg.timer;

/**
 * One pending timer of a {@link TimerQueue}, as it stands in the queue.
 *
 * @param keyNanos what the queue orders it by: never later than the deadline
 */
public record HeapNode(Timer timer, long keyNanos, long deadlineNanos) {}
