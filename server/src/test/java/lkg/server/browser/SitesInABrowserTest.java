package lkg.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import lkg.server.files.StaticFilesBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sites as people use them, in a browser. Skipped where Chromium or its driver is not installed.
 *
 * <p>Without them: {@code mvn verify -DexcludedGroups=soak,browser}
 */
@Tag("browser")
@Tag("project")
class SitesInABrowserTest {

    private static Chromium browser;

    @TempDir
    Path root;

    private LkgServer server;
    private String site;

    @BeforeAll
    static void startTheBrowser() {
        browser = Chromium.start();
    }

    @AfterAll
    static void stopTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void forgetWhatWasLoaded() throws IOException {
        browser.exchanges();
    }

    @AfterEach
    void stopTheServer() {
        browser.open("about:blank");
        server.close();
    }

    @Test
    void javadocIsReadAndSearched() throws IOException {
        javadocOfTheModuleTimer();
        serve(StaticFiles.builder(root));

        browser.open(site);
        browser.click("main a[href$='lkg/timer/package-summary.html']");
        browser.click("main a[href='Timer.html']");
        assertThat(browser.text("h1")).isEqualTo("Class Timer");
        // It is disabled until its index is loaded.
        browser.await(() -> assertThat(browser.attribute("disabled", "#search-input"))
                .as("the search")
                .isNull());
        browser.type("TimerQueue.size", "#search-input");
        browser.await(() -> assertThat(browser.texts(".ui-autocomplete .ui-menu-item"))
                .as("what the search found")
                .anyMatch(found -> found.contains("TimerQueue.size")));
        browser.pressEnter("#search-input");

        browser.await(() -> assertThat(browser.url()).endsWith("/lkg/timer/TimerQueue.html#size()"));
        assertThat(browser.exchanges())
                // The style sheet of JDK 17 asks for it, and some distributions leave it out.
                .filteredOn(exchange -> !exchange.url().endsWith("/fonts/dejavu.css"))
                .noneMatch(Exchange::failed)
                .anyMatch(exchange -> exchange.url().endsWith("/member-search-index.js"));
    }

    @Test
    void aLinkLeadsDeepIntoAnApplication() throws IOException {
        writeAnApplication();
        serve(StaticFiles.builder(root).singlePageApplication());

        browser.open(site + "todos/5");
        browser.await(() -> assertThat(browser.text("h1")).isEqualTo("water the plants"));
        assertThat(browser.run("return getComputedStyle(document.body).color"))
                .as("the colour that its style sheet says")
                .isEqualTo("rgb(1, 2, 3)");
        browser.reload();
        browser.await(() -> assertThat(browser.text("h1")).isEqualTo("water the plants"));
        browser.click("a");
        assertThat(browser.text("h1")).isEqualTo("all");
        browser.goBack();
        browser.await(() -> assertThat(browser.text("h1")).isEqualTo("water the plants"));

        assertThat(browser.url()).isEqualTo(site + "todos/5");
        assertThat(browser.exchanges()).isNotEmpty().noneMatch(Exchange::failed);
    }

    /** Else the browser would run the page as a script, and nobody would understand the error. */
    @Test
    void aScriptThatAnApplicationLacksIsNotItsPage() throws IOException {
        writeAnApplication();
        serve(StaticFiles.builder(root).singlePageApplication());

        browser.open(site);
        Object failure = browser.runUntilDone("import('/assets/app-0000.js').catch(() => done('failed'))");

        assertThat(failure).isEqualTo("failed");
        assertThat(browser.exchanges())
                .filteredOn(exchange -> exchange.url().endsWith("/app-0000.js"))
                .extracting(Exchange::outcome)
                .containsExactly("404");
    }

    @Test
    void aPlayerSkipsMostOfALongRecording() throws IOException {
        writeSilence("silence.wav", 600);
        write("player.html", "<!DOCTYPE html><audio src='silence.wav' preload='metadata'></audio>");
        serve(StaticFiles.builder(root));

        browser.open(site + "player.html");
        browser.runUntilDone("""
                const audio = document.querySelector('audio');
                audio.onseeked = () => audio.play();
                audio.ontimeupdate = () => { if (!audio.seeking && audio.currentTime > 500) done(); };
                const seek = () => { audio.currentTime = 500; };
                if (audio.readyState > 0) seek(); else audio.onloadedmetadata = seek;
                """);

        assertThat(browser.exchanges())
                .noneMatch(Exchange::failed)
                .filteredOn(exchange -> exchange.outcome().equals("206"))
                .as("that a part was asked for that begins after 80 MB of 106")
                .anyMatch(exchange -> exchange.field("Content-Range").matches("bytes [89]\\d{7}-.*"));
    }

    @Test
    void aClickSortsAListing() throws IOException {
        writeThreeFiles();
        serve(StaticFiles.builder(root));

        browser.open(site);
        browser.run("window.before = true");
        browser.clickLink("Size");

        assertThat(browser.texts("tbody a")).containsExactly("b.txt", "c.txt", "a.txt");
        assertThat(browser.attribute("aria-sort", "th:nth-child(2)")).isEqualTo("descending");
        assertThat(browser.attribute("aria-sort", "th:nth-child(1)")).isNull();
        assertThat(browser.run("return window.before"))
                .as("that it is the same page")
                .isEqualTo(true);
        assertThat(browser.exchanges()).hasSize(1);
    }

    @Test
    void aListingIsSortedWithoutScripts() throws IOException {
        writeThreeFiles();
        serve(StaticFiles.builder(root));
        browser.forbidScripts();
        try {
            browser.open(site);
            browser.clickLink("Size");

            assertThat(browser.texts("tbody a")).containsExactly("b.txt", "c.txt", "a.txt");
            assertThat(browser.exchanges())
                    .extracting(Exchange::toString)
                    .containsExactly("200 " + site, "200 " + site + "?sort=size&order=desc");
        } finally {
            browser.allowScripts();
        }
    }

    @Test
    void eachNameInAListingIsALinkToItsContent() throws IOException {
        List<String> names = List.of("100% #1?.txt", "javascript:alert(1).txt", "<b>&amp;.txt", "日本 é;=+.txt");
        for (String name : names) {
            write(name, "content of " + name);
        }
        serve(StaticFiles.builder(root));

        for (String name : names) {
            browser.open(site);
            browser.clickLink(name);
            assertThat(browser.text("body")).isEqualTo("content of " + name);
        }
        assertThat(browser.exchanges()).noneMatch(Exchange::failed);
    }

    @Test
    void aFileIsSentAgainOnlyAfterItHasChanged() throws IOException {
        write("page.html", "<!DOCTYPE html><title>old</title>");
        serve(StaticFiles.builder(root));

        assertThat(outcomeOfOpening("page.html")).isEqualTo("200");
        assertThat(outcomeOfOpening("page.html")).isEqualTo("304");
        assertThat(browser.title()).isEqualTo("old");
        write("page.html", "<!DOCTYPE html><title>changed</title>");
        assertThat(outcomeOfOpening("page.html")).isEqualTo("200");
        assertThat(browser.title()).isEqualTo("changed");
    }

    private String outcomeOfOpening(String path) throws IOException {
        browser.open("about:blank");
        browser.open(site + path);
        List<Exchange> exchanges = browser.exchanges();
        assertThat(exchanges).hasSize(1);
        return exchanges.get(0).outcome();
    }

    /** As the command line does. */
    private void serve(StaticFilesBuilder files) throws IOException {
        server = LkgServer.builder()
                .wiring(Wiring.INLINE)
                .workers(4)
                .port(0)
                .handler(files.build())
                .start();
        site = "http://127.0.0.1:" + server.port() + "/";
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void writeThreeFiles() throws IOException {
        write("a.txt", "1");
        write("b.txt", "333");
        write("c.txt", "22");
    }

    /** As a bundler builds it. */
    private void writeAnApplication() throws IOException {
        write("index.html", """
                <!DOCTYPE html>
                <link rel="stylesheet" href="/assets/app-3f9c.css">
                <script type="module" src="/assets/app-51d7.js"></script>
                <h1></h1><a href="/">all</a>
                """);
        write("assets/app-3f9c.css", "body { color: rgb(1, 2, 3); }");
        write("assets/app-51d7.js", """
                const todos = await (await fetch("/todos.json")).json();
                const show = () => {
                  const id = location.pathname.match(/^\\/todos\\/(\\d+)$/)?.[1];
                  document.querySelector("h1").textContent = todos[id] ?? "all";
                };
                document.querySelector("a").onclick = (click) => {
                  click.preventDefault();
                  history.pushState(null, "", "/");
                  show();
                };
                window.onpopstate = show;
                show();
                """);
        write("todos.json", "{\"5\": \"water the plants\"}");
    }

    /** In a file with a hole, which takes no time to write. */
    private void writeSilence(String name, int seconds) throws IOException {
        int bytes = seconds * 44_100 * 4;
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        head.putShort((short) 1).putShort((short) 2).putInt(44_100).putInt(44_100 * 4);
        head.putShort((short) 4).putShort((short) 16);
        head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        try (var file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
            file.write(head.array());
            file.setLength(44 + bytes);
        }
    }

    private void javadocOfTheModuleTimer() {
        StringWriter output = new StringWriter();
        int status = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new AssertionError("this JDK has no javadoc"))
                .run(
                        new PrintWriter(output),
                        new PrintWriter(output),
                        "-quiet",
                        "-Xdoclint:none",
                        "-d",
                        root.toString(),
                        "--source-path",
                        "../timer/src/main/java",
                        "--module",
                        "lkg.timer");
        assertThat(status).as("javadoc says: " + output).isZero();
    }
}
