package lkg.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lkg.server.LkgServer;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import lkg.server.files.StaticFilesBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sites as people use them, in a browser. Skipped where Chromium or its driver is not installed.
 *
 * <p>Without them: {@code mvn verify -DexcludedGroups=soak,browser}
 */
@Tag("browser")
@Tag("project")
class SitesInABrowserTest {

    @RegisterExtension
    static final Chromium browser = new Chromium();

    private Site site;
    private LkgServer server;
    private String url;

    @BeforeEach
    void begin(@TempDir Path root) throws IOException {
        site = new Site(root);
        browser.exchanges();
    }

    @AfterEach
    void stopTheServer() {
        browser.open("about:blank");
        server.close();
    }

    @Test
    void javadocIsReadAndSearched() throws IOException {
        site.writeJavadoc();
        serve(StaticFiles.builder(site.root()));

        browser.open(url);
        browser.click("main a[href$='lkg/timer/package-summary.html']");
        browser.click("main a[href='Timer.html']");
        assertThat(browser.text("h1")).isEqualTo("Class Timer");
        // It is disabled until its index is loaded.
        browser.await(
                "the search is enabled",
                () -> assertThat(browser.attribute("disabled", "#search-input")).isNull());
        browser.type("TimerQueue.size", "#search-input");
        browser.await(
                "the search finds it",
                () -> assertThat(browser.texts(".ui-autocomplete .ui-menu-item"))
                        .anyMatch(found -> found.contains("TimerQueue.size")));
        browser.pressEnter("#search-input");

        browser.await(
                "the page of what was found",
                () -> assertThat(browser.url()).endsWith("/lkg/timer/TimerQueue.html#size()"));
        assertThat(browser.exchanges())
                // The style sheet of JDK 17 asks for it, and some distributions leave it out.
                .filteredOn(exchange -> !exchange.url().endsWith("/fonts/dejavu.css"))
                .noneMatch(Exchange::failed)
                .anyMatch(exchange -> exchange.url().endsWith("/member-search-index.js"));
    }

    @Test
    void aLinkLeadsDeepIntoAnApplication() throws IOException {
        site.writeAnApplication();
        serve(StaticFiles.builder(site.root()).singlePageApplication());

        browser.open(url + "todos/5");
        browser.await("the todo is shown", () -> assertThat(browser.text("h1")).isEqualTo("water the plants"));
        assertThat(browser.run("return getComputedStyle(document.body).color"))
                .as("the colour that its style sheet says")
                .isEqualTo("rgb(1, 2, 3)");
        browser.reload();
        browser.await("the todo is shown", () -> assertThat(browser.text("h1")).isEqualTo("water the plants"));
        browser.click("a");
        assertThat(browser.text("h1")).isEqualTo("all");
        browser.goBack();
        browser.await("the todo is shown", () -> assertThat(browser.text("h1")).isEqualTo("water the plants"));

        assertThat(browser.url()).isEqualTo(url + "todos/5");
        assertThat(browser.exchanges()).isNotEmpty().noneMatch(Exchange::failed);
    }

    /** Else the browser would run the page as a script, and nobody would understand the error. */
    @Test
    void aScriptThatAnApplicationLacksIsNotItsPage() throws IOException {
        site.writeAnApplication();
        serve(StaticFiles.builder(site.root()).singlePageApplication());

        browser.open(url);
        Object failure = browser.runUntilDone("import('/assets/app-0000.js').catch(() => done('failed'))");

        assertThat(failure).isEqualTo("failed");
        assertThat(browser.exchanges())
                .filteredOn(exchange -> exchange.url().endsWith("/app-0000.js"))
                .extracting(Exchange::outcome)
                .containsExactly("404");
    }

    @Test
    void aPlayerSkipsMostOfALongRecording() throws IOException {
        site.writeSilence("silence.wav", 600);
        site.write("player.html", "<!DOCTYPE html><audio src='silence.wav' preload='metadata'></audio>");
        serve(StaticFiles.builder(site.root()));

        browser.open(url + "player.html");
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
        site.writeFilesOfThreeSizes();
        serve(StaticFiles.builder(site.root()));

        browser.open(url);
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
        site.writeFilesOfThreeSizes();
        serve(StaticFiles.builder(site.root()));
        browser.forbidScripts();
        try {
            browser.open(url);
            browser.clickLink("Size");

            assertThat(browser.texts("tbody a")).containsExactly("b.txt", "c.txt", "a.txt");
            assertThat(browser.exchanges())
                    .extracting(Exchange::toString)
                    .containsExactly("200 " + url, "200 " + url + "?sort=size&order=desc");
        } finally {
            browser.allowScripts();
        }
    }

    @Test
    void eachNameInAListingIsALinkToItsContent() throws IOException {
        List<String> names = List.of("100% #1?.txt", "javascript:alert(1).txt", "<b>&amp;.txt", "日本 é;=+.txt");
        for (String name : names) {
            site.write(name, "content of " + name);
        }
        serve(StaticFiles.builder(site.root()));

        for (String name : names) {
            browser.open(url);
            browser.clickLink(name);
            assertThat(browser.text("body")).isEqualTo("content of " + name);
        }
        assertThat(browser.exchanges()).noneMatch(Exchange::failed);
    }

    @Test
    void aFileIsSentAgainOnlyAfterItHasChanged() throws IOException {
        site.write("page.html", "<!DOCTYPE html><title>old</title>");
        serve(StaticFiles.builder(site.root()));

        assertThat(outcomeOfOpening("page.html")).isEqualTo("200");
        assertThat(outcomeOfOpening("page.html")).isEqualTo("304");
        assertThat(browser.title()).isEqualTo("old");
        site.write("page.html", "<!DOCTYPE html><title>changed</title>");
        assertThat(outcomeOfOpening("page.html")).isEqualTo("200");
        assertThat(browser.title()).isEqualTo("changed");
    }

    private String outcomeOfOpening(String path) throws IOException {
        browser.open("about:blank");
        browser.open(url + path);
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
        url = "http://127.0.0.1:" + server.port() + "/";
    }
}
