package lkg.server.watch.visit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * What one run of a visit needs to know. Thread-safe if {@code lines} is.
 *
 * @param server whom it visits
 * @param head how long that server waits for the head of a request
 * @param stall how long it waits for a client that takes nothing of a response
 * @param second how long the visit takes for what is said to last a second
 * @param crowd how many clients of an event stream it is
 * @param lines is told what happens, by the number of the connection, from 1; 0 stands for none
 */
record Run(
        InetSocketAddress server,
        Duration head,
        Duration stall,
        Duration second,
        int crowd,
        BiConsumer<Integer, String> lines) {

    /** Tells of one connection. */
    void say(int who, String text) {
        lines.accept(who, text);
    }

    /** Tells of all of them. */
    void say(String text) {
        say(0, text);
    }

    void pause(double seconds) throws InterruptedException {
        Thread.sleep(seconds(seconds).toMillis());
    }

    Duration seconds(double seconds) {
        return Duration.ofNanos((long) (second.toNanos() * seconds));
    }
}
