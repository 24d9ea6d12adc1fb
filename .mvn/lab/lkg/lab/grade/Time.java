package lkg.lab.grade;

/** A client that waits, because a server is to notice that it does. */
final class Time {

    private Time() {}

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
