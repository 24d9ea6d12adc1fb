/** An interrupt is a flag of a thread: who sets it, who clears it, and what happens to one that was not asked for. */
public final class InterruptFlag {

    public static void main(String[] args) throws Exception {
        Thread thread = Thread.currentThread();

        thread.interrupt();
        say("after interrupt()");
        thread.interrupt();
        say("after a second one");
        System.out.println("Thread.interrupted() returns " + Thread.interrupted());
        say("after it");

        thread.interrupt();
        say("interrupted again, before anything blocks");
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            say("sleep(60 s) threw at once");
            thread.interrupt();
        }
        say("a caught interrupt that was set again");
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            System.out.println("so the next sleep(1 ms) throws, too");
        }
    }

    private static void say(String when) {
        System.out.println(
                when + ": isInterrupted() is " + Thread.currentThread().isInterrupted());
    }
}
