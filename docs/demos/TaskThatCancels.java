import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/** What tasks do to the queue that is running them: cancel what is due with them, and schedule what is due at once. */
public final class TaskThatCancels {

    private static Timer giveUp;
    private static Timer again;

    public static void main(String[] args) {
        TimerQueue queue = new TimerQueue();
        queue.schedule(10, () -> {
            System.out.println("  the task of 10 cancels the one of 20: " + giveUp.cancel());
            queue.schedule(
                    5, () -> System.out.println("  the task that was scheduled for 5 while the queue was at 20"));
        });
        giveUp = queue.schedule(20, () -> System.out.println("  the task of 20 runs, though it was cancelled"));
        again = queue.schedule(15, () -> {
            System.out.println("  the task of 15 reschedules itself for now");
            again.reschedule(20);
        });

        for (int call = 1; call <= 2; call++) {
            System.out.println("call " + call + " of expire(20):");
            System.out.println("  " + queue.expire(20) + " ran, " + queue.size() + " pending");
        }
    }
}
