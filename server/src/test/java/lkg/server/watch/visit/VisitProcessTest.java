package lkg.server.watch.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real visitor in a process of its own, at a listener that accepts nobody. */
class VisitProcessTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void oneVisitRunsAtATimeAndEndsWithItsInput() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Visit patient = Visits.find("reads-nothing").orElseThrow();
        try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                VisitProcess visits = new VisitProcess()) {
            InetSocketAddress anyAddress = new InetSocketAddress(listener.getLocalPort());
            assertThat(visits.start(
                            patient,
                            anyAddress,
                            LONG,
                            LONG,
                            () -> lines.add("begins"),
                            (who, text) -> lines.add(who + " " + text),
                            () -> ended.complete(null)))
                    .as("the first visit begins")
                    .isTrue();
            assertThat(lines.poll()).as("what is told first").isEqualTo("begins");
            String line = lines.poll(20, TimeUnit.SECONDS);
            while (line != null && !line.startsWith("1 connected from port ")) {
                line = lines.poll(20, TimeUnit.SECONDS);
            }
            assertThat(line).as("the visitor says that it is connected").isNotNull();
            assertThat(visits.start(patient, anyAddress, LONG, LONG, () -> {}, (who, text) -> {}, () -> {}))
                    .as("another visit begins while the first one runs")
                    .isFalse();

            Process visitor = visits.running().orElseThrow();
            visitor.getOutputStream().close();

            assertThat(visitor.waitFor(10, TimeUnit.SECONDS))
                    .as("the visitor ends with its input")
                    .isTrue();
            ended.get(10, TimeUnit.SECONDS);
            assertThat(visits.running()).as("the visit that runs").isEmpty();
        }
    }
}
