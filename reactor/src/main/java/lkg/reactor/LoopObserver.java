package lkg.reactor;

import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/**
 * Is told of each step of one event loop, at the moment of the step: for a picture of the loop at work. A loop without
 * an observer pays nothing for it.
 *
 * <p>{@link #onTaskQueued} and {@link #onWakeUp} run on any thread, {@link #onStart} on the one that starts the loop, and
 * all others on the loop's thread. They must be quick, since every connection of the loop waits meanwhile, and must not
 * throw. A handler belongs to the loop's thread while it is passed here, unless it was taken and has not been armed
 * again.
 */
public interface LoopObserver {

    /**
     * The loop is about to begin: nobody has it yet. Its timers may be looked at in the methods of this observer that run
     * on the loop's thread.
     */
    void onStart(String loop, TimerQueue timers);

    /** The loop is about to look for readiness, and sleeps for {@code nanos} at most: see {@link TimerQueue#NONE}. */
    void onWait(long nanos);

    /** The selector has looked: a turn begins. */
    void onTurn();

    /** The calling thread is about to add a task. */
    void onTaskQueued();

    /** The calling thread is about to end the loop's sleep, or its next one. */
    void onWakeUp();

    /** The loop is about to run the oldest task. */
    void onTask();

    /** A wake-up of {@code handler} has reached the loop. If the handler is at work, it ends its next wait. */
    void onWoken(EventHandler handler);

    /** The channel is ready or woken: it belongs to {@code handler} from now on, and its deadline is void. */
    void onTaken(EventHandler handler);

    /** The deadline of {@code handler} has passed. The handler is told of it unless it is at work. */
    void onDue(EventHandler handler);

    /** The loop has carried out what {@code handler} returned, and owns the channel again. */
    void onArmed(EventHandler handler, Await waitsFor, Timer deadline);

    /**
     * The loop has closed the channel of {@code handler}, and its timer has left the queue. If the loop ends at once, the
     * handler may still be at work.
     */
    void onClosed(EventHandler handler, Timer deadline);
}
