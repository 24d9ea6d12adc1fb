import lkg.timer.Timer;
import lkg.timer.TimerQueue;

/** A deadline is put off: what the queue answers, and when the task runs. */
public final class PostponedTimer {

    public static void main(String[] args) {
        TimerQueue queue = new TimerQueue();
        Timer busy = queue.schedule(5, () -> System.out.print(" the busy connection is closed;"));
        queue.schedule(7, () -> System.out.print(" the task of 7;"));
        queue.schedule(6, () -> System.out.print(" the task of 6;"));
        System.out.println("the deadlines are 5, 7 and 6, and the one of 5 is postponed to 9");
        busy.reschedule(9);

        System.out.println("at 0 the queue has to be looked at again in " + queue.nanosUntilNext(0));
        for (long now = 1; now <= 9; now++) {
            System.out.print("at " + now + ":");
            int ran = queue.expire(now);
            System.out.println(ran == 0 ? " nothing" : "");
        }
    }
}
