import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/** A loop that can only wait for whole milliseconds, and a deadline that is none: when does the task run? */
public final class HalfAMillisecond {

    private static final long MILLI = 1_000_000;

    public static void main(String[] args) {
        TimerQueue queue = new TimerQueue();
        Timer timer = queue.schedule(10 * MILLI + 400_000, () -> {});
        System.out.println("a task is due at 10.4 ms");

        long now = 0;
        int turns = 0;
        while (timer.isPending()) {
            long wait = (queue.nanosUntilNext(now) + MILLI - 1) / MILLI; // A selector takes milliseconds.
            System.out.println("at " + millis(now) + " the loop waits for " + wait + " ms");
            now += wait * MILLI;
            queue.expire(now);
            turns++;
        }
        System.out.println("the task ran at " + millis(now) + ", in turn " + turns + ": "
                + (now < timer.deadlineNanos() ? "too early" : "not before its deadline"));
    }

    private static String millis(long nanos) {
        return nanos / MILLI + "." + nanos % MILLI / 100_000 + " ms";
    }
}
