package lkg.reactor;

import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/** Observes nothing. As long as no other observer is loaded, the compiler removes the calls. */
final class Unobserved implements LoopObserver {

    static final LoopObserver INSTANCE = new Unobserved();

    private Unobserved() {}

    @Override
    public void onStart(String loop, TimerQueue timers) {}

    @Override
    public void onWait(long nanos) {}

    @Override
    public void onTurn() {}

    @Override
    public void onTaskQueued() {}

    @Override
    public void onWakeUp() {}

    @Override
    public void onTask() {}

    @Override
    public void onWoken(EventHandler handler) {}

    @Override
    public void onTaken(EventHandler handler) {}

    @Override
    public void onDue(EventHandler handler) {}

    @Override
    public void onArmed(EventHandler handler, Await waitsFor, Timer deadline) {}

    @Override
    public void onClosed(EventHandler handler, Timer deadline) {}
}
