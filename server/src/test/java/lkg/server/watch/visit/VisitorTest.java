package lkg.server.watch.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import lkg.http.Client;
import lkg.http.HttpResponse;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.watch.Practice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each visit to a real server, on this JVM and with short times. The lines are the number of a connection, and a text. */
class VisitorTest {

    private static final Duration HEAD = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofMillis(20);
    private static final int CROWD = 50;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Queue<EndReason> ends = new ConcurrentLinkedQueue<>();
    private LkgServer server;

    @BeforeEach
    void start() throws IOException {
        Observer observer = new Observer() {
            @Override
            public void onClosed(Client client, EndReason reason) {
                ends.add(reason);
            }
        };
        Handler files = Handler.onLoop(request -> HttpResponse.of(404));
        server = LkgServer.builder()
                .port(0)
                .workers(4)
                .headTimeout(HEAD)
                .stallTimeout(STALL)
                .observer(observer)
                .handler(Practice.around(files, Duration.ofMillis(10)))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void slowHeadIsRefused() {
        visit("slow-head");

        assertThat(lines).contains("1 sent \"G\" (byte 1 of 53)").noneMatch(line -> line.contains("byte 53"));
        assertThat(answers()).singleElement().asString().contains("HTTP/1.1 408 Request Timeout");
        assertThatAllEndWith(EndReason.REQUEST_TIMEOUT, 1);
    }

    @Test
    void pipelineIsAnsweredInItsOrder() {
        visit("pipeline");

        assertThat(answers()).hasSize(20);
        for (int n = 1; n <= 20; n++) {
            assertThat(answers().get(n - 1)).contains("200 OK | you asked for /lkg-watch/small?n=" + n + " after");
        }
        assertThatAllEndWith(EndReason.CLIENT_CLOSED, 1);
    }

    @Test
    void readsNothingLeavesBeforeALongStallTimeout() {
        visit("reads-nothing");

        assertThat(lines).last().asString().startsWith("1 has read nothing, and leaves");
        assertThatAllEndWith(EndReason.NETWORK_FAILED, 1);
    }

    @Test
    void readsNothingSeesWhatIsLeftAfterAShortStallTimeout() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> sendTenBytes(listener));
            Visitor.visit(
                    "reads-nothing", run((InetSocketAddress) listener.getLocalSocketAddress(), Duration.ofMillis(1)));

            served.join();
            assertThat(lines).last().isEqualTo("1 read 10 bytes, which had waited in the kernel, and the end");
        }
    }

    private static void sendTenBytes(ServerSocket listener) {
        try (Socket client = listener.accept()) {
            while (client.getInputStream().read() != '\n') {
                // What it asks for makes no difference.
            }
            client.getOutputStream().write(new byte[10]);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void workPastTheDeadlineIsAnswered() {
        visit("work");

        assertThat(answers()).hasSize(3).anyMatch(answer -> answer.contains("200 OK | slept 30 ms"));
        assertThatAllEndWith(EndReason.CLIENT_CLOSED, 3);
    }

    @Test
    void halfCloseIsAnswered() {
        visit("half-close");

        assertThat(answers()).singleElement().asString().contains("200 OK | slept 20 ms");
        assertThatAllEndWith(EndReason.CLIENT_CLOSED, 1);
    }

    @Test
    void resetIsAFailureOfTheNetwork() {
        visit("reset");

        assertThat(lines).contains("1 read 1048576 bytes, and no more");
        assertThatAllEndWith(EndReason.NETWORK_FAILED, 1);
    }

    @Test
    void nonsenseIsRefusedAndWhatComesBehindItIsRead() {
        visit("nonsense");

        assertThat(answers()).singleElement().asString().contains("HTTP/1.1 400 Bad Request");
        assertThat(lines).last().isEqualTo("1 closed the connection");
        assertThatAllEndWith(EndReason.REFUSED, 1);
    }

    @Test
    void idleOpensTwoHundredConnections() {
        visit("idle");

        assertThat(lines).contains("0 200 connections are open, and none sends a byte");
        assertThatAllEndWith(EndReason.CLIENT_CLOSED, 200);
    }

    @Test
    void slowHandlersAndTheQuickOneAreAnswered() {
        visit("slow-handler");

        assertThat(answers()).hasSize(7).allMatch(line -> line.contains("200 OK"));
        assertThat(answers()).filteredOn(line -> line.contains("slept 30 ms")).hasSize(6);
        assertThatAllEndWith(EndReason.CLIENT_CLOSED, 7);
    }

    @Test
    void streamsHaveAFewEventsEach() {
        // With a real second: without progress for three of them the visit ends early.
        Visitor.visit("streams", run(server.address(), STALL, Duration.ofSeconds(1)));

        assertThat(lines).anyMatch(line -> line.startsWith("0 of 50 clients 50 are served, and have had "));
        await().untilAsserted(() -> assertThat(ends).hasSize(CROWD));
        int events = lines.stream()
                .map(line -> line.replaceFirst(".* had (\\d+) events", "$1"))
                .filter(count -> count.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElseThrow();
        assertThat(events).as("events of 50 clients").isGreaterThanOrEqualTo(3 * CROWD);
    }

    @Test
    void stopLosesNoRequest() {
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        Run run = new Run(server.address(), HEAD, STALL, SECOND, CROWD, (who, text) -> {
            lines.add(who + " " + text);
            if (text.equals(VisitProcess.READY_TO_STOP)) {
                stopped.completeAsync(() -> server.shutdown(Duration.ofSeconds(8)));
            }
        });
        Visitor.visit("stop", run);

        assertThat(stopped.join()).as("all requests were answered: " + lines).isTrue();
        assertThat(lines)
                .anyMatch(line -> line.matches("0 \\d+ requests were answered completely, and 0 were broken off"))
                .anyMatch(line -> line.contains("read a complete response, which says Connection: close"))
                .anyMatch(line -> line.startsWith("9 a new connection: "))
                .noneMatch(line -> line.contains("still takes new connections"));
    }

    @Test
    void whatComesFromTheWireIsPrintedInAscii() {
        assertThat(Caller.printable("a\r\n\u001b[1m\u00e9~")).isEqualTo("a\\r\\n\\x1b[1m\\xe9~");
    }

    @Test
    void aVisitGoesToThisMachineOnly() throws IOException {
        assertThat(Visitor.run("idle", "127.0.0.1", "8080", "10000", "60000").server())
                .isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
        assertThatThrownBy(() -> Visitor.run("idle", "192.0.2.1", "80", "10000", "60000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a visit goes to this machine only, and not to 192.0.2.1");
        assertThatThrownBy(() -> Visitor.run("no-such-visit", "127.0.0.1", "80", "10000", "60000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("usage: ");
    }

    private void visit(String id) {
        Visitor.visit(id, run(server.address(), STALL));
    }

    private Run run(InetSocketAddress address, Duration stall) {
        return run(address, stall, SECOND);
    }

    private Run run(InetSocketAddress address, Duration stall, Duration second) {
        return new Run(address, HEAD, stall, second, CROWD, (who, text) -> lines.add(who + " " + text));
    }

    private List<String> answers() {
        return lines.stream().filter(line -> line.contains(": HTTP/1.1 ")).toList();
    }

    private void assertThatAllEndWith(EndReason reason, int connections) {
        await().untilAsserted(() -> assertThat(counts(ends))
                .as("why the connections ended, after " + lines)
                .isEqualTo(Map.of(reason, (long) connections)));
    }

    private static Map<EndReason, Long> counts(Queue<EndReason> ends) {
        return new ArrayList<>(ends).stream().collect(Collectors.groupingBy(end -> end, Collectors.counting()));
    }
}
