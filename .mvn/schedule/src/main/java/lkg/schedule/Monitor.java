package lkg.schedule;

import java.util.ArrayList;
import java.util.List;

/** A lock that one thread holds at a time, as often as it likes. Its fields belong to the thread that runs. */
final class Monitor {

    private ScheduledThread owner;
    private int holds;

    void enter() {
        ScheduledThread caller = ScheduledThread.caller();
        caller.schedule().point();
        if (owner != null && owner != caller) {
            caller.schedule()
                    .interleaving()
                    .add(caller.getName(), caller.does + " waits for " + owner.getName(), caller.where);
        }
        caller.schedule().await(() -> owner == null || owner == caller);
        take(caller, holds + 1);
        caller.step("");
    }

    boolean tryEnter() {
        ScheduledThread caller = ScheduledThread.caller();
        caller.schedule().point();
        boolean free = owner == null || owner == caller;
        if (free) {
            take(caller, holds + 1);
        }
        caller.step(" gives " + free);
        return free;
    }

    private void take(ScheduledThread caller, int count) {
        owner = caller;
        caller.locksHeld += count - holds;
        holds = count;
    }

    void exit() {
        ScheduledThread caller = ScheduledThread.caller();
        mustBeHeld(caller);
        take(caller, holds - 1);
        if (holds == 0) {
            owner = null;
        }
        caller.step("");
    }

    private void mustBeHeld(ScheduledThread caller) {
        if (owner != caller) {
            throw new IllegalMonitorStateException("the lock is not held by " + caller.getName());
        }
    }

    boolean isHeldBy(ScheduledThread caller) {
        return owner == caller;
    }

    int holdsOf(ScheduledThread caller) {
        return isHeldBy(caller) ? holds : 0;
    }

    boolean isLocked() {
        return owner != null;
    }

    /** The threads that wait for a signal, the one that has waited longest first. */
    final class WaitSet {

        private final List<ScheduledThread> waiting = new ArrayList<>();

        int size() {
            mustBeHeld(ScheduledThread.caller());
            return waiting.size();
        }

        void awaitUninterruptibly() {
            await(Long.MAX_VALUE, false);
        }

        /** Returns false if the time has passed before a signal came. */
        boolean await(long nanos) throws InterruptedException {
            ScheduledThread caller = ScheduledThread.caller();
            caller.throwIfInterrupted();
            boolean signalled = await(nanos, true);
            if (!signalled) {
                caller.throwIfInterrupted();
            }
            return signalled;
        }

        private boolean await(long nanos, boolean interruptibly) {
            ScheduledThread caller = ScheduledThread.caller();
            mustBeHeld(caller);
            int held = holds;
            take(caller, 0);
            owner = null;
            waiting.add(caller);
            String does = caller.does;
            caller.step(" gives the lock back and waits");

            caller.schedule().await(() -> !waiting.contains(caller) || interruptibly && caller.isInterrupted(), nanos);
            boolean signalled = !waiting.remove(caller);
            caller.schedule().await(() -> owner == null);
            take(caller, held);
            caller.does = does;
            caller.step(signalled ? " goes on, with the lock" : " goes on without a signal, with the lock");
            return signalled;
        }

        void signal(int which) {
            ScheduledThread caller = ScheduledThread.caller();
            mustBeHeld(caller);
            caller.step(
                    waiting.isEmpty()
                            ? " wakes nobody"
                            : " wakes " + waiting.remove(which).getName());
        }

        void signalAll() {
            ScheduledThread caller = ScheduledThread.caller();
            mustBeHeld(caller);
            List<String> names = waiting.stream().map(Thread::getName).toList();
            waiting.clear();
            caller.step(" wakes " + (names.isEmpty() ? "nobody" : String.join(", ", names)));
        }

        void signalOne() {
            signal(0);
        }

        void signalAny() {
            signal(waiting.size() < 2 ? 0 : ScheduledThread.caller().schedule().random(waiting.size()));
        }
    }
}
