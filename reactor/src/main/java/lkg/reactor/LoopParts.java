package lkg.reactor;

import java.util.function.LongSupplier;
import lkg.timer.TimerQueue;

/**
 * What the registrations of one loop share.
 *
 * @param onClosed is run when a handler's answer has closed a channel
 */
record LoopParts(TaskQueue tasks, TimerQueue timers, LongSupplier clock, LoopObserver observer, Runnable onClosed) {}
