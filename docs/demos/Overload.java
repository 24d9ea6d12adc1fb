/** A queue before four workers, second by second, when more jobs come than they can do. Time is simulated. */
public final class Overload {

    private static final int WORKERS = 4;
    private static final int MILLIS_PER_JOB = 5;
    private static final int DONE_PER_SECOND = WORKERS * 1_000 / MILLIS_PER_JOB;
    private static final int COME_PER_SECOND = 1_000;
    private static final int BOUND = 1_024;

    public static void main(String[] args) {
        System.out.println(COME_PER_SECOND + " jobs come in a second, " + WORKERS + " workers do " + DONE_PER_SECOND);
        System.out.println("second | no bound: waiting | a new job waits | bound " + BOUND
                + ": waiting | a new job waits | refused");
        int unbounded = 0;
        int bounded = 0;
        int refused = 0;
        for (int second = 1; second <= 60; second++) {
            unbounded = Math.max(0, unbounded + COME_PER_SECOND - DONE_PER_SECOND);
            int wanted = Math.max(0, bounded + COME_PER_SECOND - DONE_PER_SECOND);
            bounded = Math.min(wanted, BOUND);
            refused += wanted - bounded;
            if (second == 1 || second == 10 || second == 60) {
                System.out.printf(
                        "%6d | %17d | %13d ms | %19d | %13d ms | %7d%n",
                        second, unbounded, waitMillis(unbounded), bounded, waitMillis(bounded), refused);
            }
        }
    }

    /** How long the last of so many has to wait: Little's law. */
    private static int waitMillis(int waiting) {
        return waiting * 1_000 / DONE_PER_SECOND;
    }
}
