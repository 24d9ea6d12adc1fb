package lkg.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.Client;
import lkg.server.EndReason;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import lkg.server.watch.Practice;
import lkg.server.watch.WatchServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the live picture: each of its buttons, and whether what it says is what the server did. */
@Tag("browser")
@Tag("project")
class LivePictureInABrowserTest {

    private static final String KINDS = "const kinds = {};"
            + " for (const e of lkgWatch.events()) kinds[e.kind] = (kinds[e.kind] || 0) + 1;"
            + " return kinds;";

    @RegisterExtension
    static final Chromium browser = new Chromium();

    private final Counts counts = new Counts();
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();
    private WatchServer watch;
    private LkgServer server;

    /** What the server did, told by an observer that has nothing to do with the page. */
    private static final class Counts implements Observer {

        private final Map<String, AtomicInteger> byKind = new ConcurrentHashMap<>();

        @Override
        public void onOpened(Client client) {
            count("opened");
        }

        @Override
        public void onAnswered(Answer answer) {
            count("answered");
        }

        @Override
        public void onRefused(Refusal refusal) {
            count("refused");
        }

        @Override
        public void onClosed(Client client, EndReason reason) {
            count("ended");
        }

        private void count(String kind) {
            byKind.computeIfAbsent(kind, any -> new AtomicInteger()).incrementAndGet();
        }

        private int of(String kind) {
            return byKind.getOrDefault(kind, new AtomicInteger()).get();
        }
    }

    @BeforeEach
    void start(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("a.txt"), "a\n");
        watch = WatchServer.start(0);
        server = LkgServer.builder()
                .port(0)
                .wiring(Wiring.INLINE)
                .loops(2)
                .maxConnections(12_000)
                .headTimeout(Duration.ofSeconds(2))
                .stallTimeout(Duration.ofSeconds(2))
                .lingerTimeout(Duration.ofSeconds(1))
                .observer(counts)
                .observer(watch.observer())
                .handler(Practice.around(StaticFiles.of(root)))
                .start();
        watch.watch(server, () -> drained.completeAsync(() -> server.shutdown(Duration.ofSeconds(10))));
        browser.open("http://127.0.0.1:" + watch.address().getPort() + "/");
        browser.await(
                "the page is live", () -> assertThat(browser.text("#status")).startsWith("live"));
    }

    @AfterEach
    void stop() {
        browser.open("about:blank");
        server.close();
        watch.close();
    }

    /** The kind of event that the visit is about, and what the page says of the last one. */
    @ParameterizedTest
    @CsvSource({
        "slow-head,     refused, refuses it with 408",
        "pipeline,      request, The next head is in the buffer already",
        "reads-nothing, ended,   It ends: stalled",
        "half-close,    answered, The response 200 has left to its last byte",
        "reset,         ended,   It ends: network failed",
        "nonsense,      refused, refuses it with 400",
        "idle,          closed,  The loop closes the channel",
        "slow-handler,  finished, A worker has finished its job",
        "work,          response, The request's handler answered 200 in",
        "streams,       ended,   It ends:",
        "stop,          stopped, The server has stopped"
    })
    void aVisitIsShownAsItWas(String visit, String kind, String sentence) throws Exception {
        assertThat(number("return document.querySelectorAll('[data-visit]').length"))
                .as("buttons")
                .isEqualTo(11);

        run(visit, rightChoice(visit));

        assertThat(browser.text("#verdict")).startsWith("Right");
        assertThat(browser.text("#why")).isNotBlank();
        assertThat(browser.texts("#client-log li")).isNotEmpty();
        pageAndObserverAgree();
        assertThat(sentenceOfTheLast(kind)).contains(sentence);
        if (visit.equals("stop")) {
            assertThat(drained.get()).as("no request was lost").isTrue();
        }
    }

    @Test
    void aWrongPredictionIsToldWhatIsRight() throws Exception {
        run("half-close", (rightChoice("half-close") + 1) % 3);

        assertThat(browser.text("#verdict")).startsWith("Not quite");
    }

    @Test
    void timeGoesBackAndForth() throws Exception {
        run("half-close", 0);
        browser.click("#play");
        int last = number("return lkgWatch.picture().n");

        browser.click("#back");
        browser.click("#back");
        assertThat(number("return lkgWatch.picture().n")).isEqualTo(last - 2);
        browser.click("#forward");
        assertThat(number("return lkgWatch.picture().n")).isEqualTo(last - 1);

        browser.run("lkgWatch.seek(1)");
        assertThat(number("return lkgWatch.picture().connections.length")).isZero();
        int opened = number("return lkgWatch.events().findLast(e => e.kind === 'armed').n");
        browser.run("lkgWatch.seek(" + opened + ")");
        assertThat(number("return document.querySelectorAll('[data-c][data-owner=loop]').length"))
                .as("cards of connections that the loop owns, at the last armed event")
                .isEqualTo(1);
    }

    private void run(String visit, int choice) throws IOException {
        browser.click("[data-visit=" + visit + "]");
        browser.click("input[name=choice][value='" + choice + "']");
        browser.click("#run");
        browser.awaitLong(
                "the end of " + visit,
                () -> assertThat(browser.text("#verdict")).isNotBlank());
    }

    private int rightChoice(String visit) {
        Object right = browser.runUntilDone("fetch('hello').then(r => r.json())"
                + ".then(h => done(h.visits.find(v => v.id === '" + visit + "').right));");
        return ((Number) right).intValue();
    }

    private void pageAndObserverAgree() {
        // Ten thousand clients make more events than the page keeps.
        boolean hasLost = kinds().containsKey("dropped");
        for (String kind : hasLost ? List.<String>of() : List.of("opened", "answered", "refused", "ended")) {
            browser.awaitLong(
                    "events of the kind " + kind,
                    () -> assertThat(kinds().getOrDefault(kind, 0L)).isEqualTo((long) counts.of(kind)));
        }
        browser.await(
                "the listener",
                () -> assertThat(browser.text("#listener")).contains(server.openConnections() + " of 12,000"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Long> kinds() {
        return (Map<String, Long>) browser.run(KINDS);
    }

    /** A request that needed a read of its own says something else than one that was in the buffer. */
    private static String sentenceOfTheLast(String kind) {
        browser.run("lkgWatch.seek(lkgWatch.events().filter(e => e.kind === '" + kind + "' && e.reads !== 1).pop().n)");
        return browser.text("#sentence");
    }

    private static int number(String script) {
        return ((Number) browser.run(script)).intValue();
    }
}
