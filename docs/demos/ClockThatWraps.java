import lkg.timer.TimerQueue;

/** Two deadlines on a machine whose nanoTime is about to go from the largest long to the smallest. */
public final class ClockThatWraps {

    public static void main(String[] args) {
        TimerQueue queue = new TimerQueue();
        long now = Long.MAX_VALUE - 5;
        queue.schedule(now + 3, () -> System.out.print(" A"));
        queue.schedule(now + 10, () -> System.out.print(" B"));
        System.out.println("now is         " + now);
        System.out.println("A is due at    " + (now + 3) + ", which is in 3");
        System.out.println("B is due at   " + (now + 10) + ", which is in 10");

        System.out.println("the queue has to be looked at again in " + queue.nanosUntilNext(now));
        for (long passed : new long[] {3, 10}) {
            System.out.print("after " + passed + ":");
            int ran = queue.expire(now + passed);
            System.out.println(ran == 0 ? " nothing" : "");
        }
    }
}
