package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    @TempDir
    Path outside;

    private Path root;
    private ServedDirectory served;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        served = new ServedDirectory(root);
        served.write("index.html", "home");
        served.write("a b.txt", "spaced");
        served.write(".hidden", "secret");
        served.write("docs/index.html", "docs");
        Files.createDirectory(root.resolve("empty"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
    }

    @Test
    void aFileIsServedWithItsType() throws IOException {
        HttpResponse response = served.get("/index.html");

        assertThat(response.status()).isEqualTo(200);
        assertThat(content(response)).isEqualTo("home");
        assertThat(field(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void aNameIsDecoded() throws IOException {
        assertThat(content(served.get("/a%20b.txt"))).isEqualTo("spaced");
    }

    @Test
    void aQueryMakesNoDifference() throws IOException {
        assertThat(content(served.get("/index.html?v=2"))).isEqualTo("home");
    }

    @Test
    void aDirectoryIsItsIndex() throws IOException {
        assertThat(content(served.get("/"))).isEqualTo("home");
        assertThat(content(served.get("/docs/"))).isEqualTo("docs");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs, ./docs/",
        "/docs?a=b, ./docs/?a=b",
        "/docs?, ./docs/?",
        "/docs/more, ./more/",
        "/a%20b:c, ./a%20b:c/",
    })
    void aDirectoryWithoutItsSlashIsRedirectedRelativeToItself(String target, String location) throws IOException {
        Files.createDirectory(root.resolve("docs/more"));
        Files.createDirectory(root.resolve("a b:c"));

        HttpResponse response = served.get(target);

        assertThat(response.status())
                .as("temporary: the directory may become a file")
                .isEqualTo(307);
        assertThat(field(response, "Location")).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/nothing/", "/index.html/", "/docs/nothing", "/index.html/a"})
    void whatIsNotThereIs404(String path) throws IOException {
        assertThat(served.get(path).status()).as("the status for %s", path).isEqualTo(404);
    }

    @Test
    void aDirectoryWithoutAnIndexIsListed() throws IOException {
        served.write("empty/b.txt", "");
        served.write("empty/a/c.txt", "");
        served.write("empty/.hidden", "");
        served.write("empty/alone.txt.gz", "");

        HttpResponse response = served.get("/empty/");

        assertThat(response.status()).isEqualTo(200);
        assertThat(field(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(field(response, "Cache-Control"))
                .as("the field: a list may be another one at the next look")
                .isEqualTo("no-cache");
        assertThat(content(response))
                .contains("href=\"../\"")
                .containsSubsequence("href=\"./a/\"", "href=\"./alone.txt.gz\"", "href=\"./b.txt\"")
                .doesNotContain("hidden");
    }

    @Test
    void listingsCanBeTurnedOff() throws IOException {
        StaticFiles files = StaticFiles.builder(root).withoutListings().build();

        assertThat(files.handle(request("GET", "/empty/")).status()).isEqualTo(404);
    }

    @Test
    void aListingEscapesNames() throws IOException {
        served.write("empty/<img src=x>&\"'#%?\u00e9.txt", "");
        served.write("empty/javascript:alert(1)", "");

        assertThat(content(served.get("/empty/")))
                .contains("&lt;img src=x&gt;&amp;&quot;&#39;#%?\u00e9.txt<")
                .contains("\"./%3Cimg%20src%3Dx%3E%26%22%27%23%25%3F%C3%A9.txt\"")
                .contains("\"./javascript%3Aalert%281%29\"")
                .doesNotContain("<img");
    }

    @Test
    void whatIsListedCanBeFetched() throws IOException {
        String name = "a+b c&d%25\u00e9;.txt";
        served.write("empty/" + name, "found");
        String page = content(served.get("/empty/"));
        int start = page.indexOf("href=\"./a") + "href=\"./".length();

        assertThat(content(served.get("/empty/" + page.substring(start, page.indexOf('"', start)))))
                .isEqualTo("found");
    }

    @Test
    void aNameThatIsTooLongForTheFileSystemIs404() throws IOException {
        assertThat(served.get("/" + "a".repeat(5000)).status()).isEqualTo(404);
    }

    /** A request line may have 8 KiB. */
    @Test
    void aLongPathIsResolvedLikeAnyOther() throws IOException {
        String deep = "d/".repeat(100);
        served.write(deep + "a b.txt", "deep");

        assertThat(content(served.get("/" + deep + "a%20b.txt"))).isEqualTo("deep");
        assertThat(served.get("/" + deep + "d/a%20b.txt").status()).isEqualTo(404);
        assertThat(served.get("/d".repeat(4000)).status()).isEqualTo(404);
        assertThat(served.get("/%64".repeat(2000) + "/").status()).isEqualTo(404);
        assertThat(served.get("/".repeat(8000)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/docs/../../secret.txt",
                "/.hidden",
                "/%2ehidden",
                "//secret.txt",
                "/index.html%00",
                "/docs/%2e%2e/%2e%2e/secret.txt",
            })
    void d16_nothingOutsideAndNothingHiddenIsServed(String path) throws IOException {
        assertThat(served.get(path).status()).as("the status for %s", path).isEqualTo(404);
    }

    @Test
    void d16_aLinkIsFollowedOnlyInside() throws IOException {
        Files.createSymbolicLink(root.resolve("inside.txt"), root.resolve("index.html"));
        Files.createSymbolicLink(root.resolve("outside.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("up"), outside);
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("empty/index.html"), outside.resolve("secret.txt"));

        assertThat(content(served.get("/inside.txt"))).isEqualTo("home");
        assertThat(served.get("/outside.txt").status()).isEqualTo(404);
        assertThat(served.get("/up/secret.txt").status()).isEqualTo(404);
        assertThat(served.get("/up").status()).isEqualTo(404);
        assertThat(served.get("/loop").status()).isEqualTo(404);
        assertThat(served.get("/empty/").status())
                .as("an index that leads outside")
                .isEqualTo(404);
    }

    @Test
    void d16_aDirectoryBesideTheRootWithTheSameBeginningIsOutside() throws IOException {
        Files.createDirectory(outside.resolve("root-of-another"));
        Files.writeString(outside.resolve("root-of-another/a.txt"), "secret");
        Files.createSymbolicLink(root.resolve("other"), outside.resolve("root-of-another"));

        assertThat(served.get("/other/a.txt").status()).isEqualTo(404);
    }

    @Test
    void whatALinkLeadsToIsHiddenIfItsNameIs() throws IOException {
        served.write(".git/config", "secret");
        served.write(".git/public/index.html", "secret");
        link("file.txt", ".hidden");
        link("twice.txt", "file.txt");
        link("folder", ".git");
        link("inside.txt", ".git/config");
        link("deeper", ".git/public");
        link("empty/index.html", "../.hidden");

        for (String path : new String[] {
            "/file.txt", "/twice.txt", "/folder", "/folder/", "/folder/config", "/inside.txt", "/deeper/", "/empty/"
        }) {
            assertThat(served.get(path).status()).as(path).isEqualTo(404);
        }
    }

    /** As Kubernetes lays out the files of a ConfigMap: it swaps one link to change them all. */
    @Test
    void filesThatAreLinksIntoADirectoryWithTwoDotsAreServed() throws IOException {
        served.write("..2026_11_25/page.html", "<p>");
        link("..data", "..2026_11_25");
        link("page.html", "..data/page.html");

        assertThat(served.get("/page.html").status()).isEqualTo(200);
        assertThat(served.get("/..data/page.html").status()).isEqualTo(404);
    }

    @Test
    void aHiddenDirectoryIsServedIfItIsTheRoot() throws IOException {
        served.write(".site/a.txt", "found");
        Path link = Files.createSymbolicLink(outside.resolve("link"), root.resolve(".site"));

        assertThat(content(new ServedDirectory(root.resolve(".site")).get("/a.txt")))
                .isEqualTo("found");
        assertThat(content(new ServedDirectory(link).get("/a.txt"))).isEqualTo("found");
    }

    @Test
    void aListingShowsOnlyLinksThatCanBeFollowed() throws IOException {
        served.write("empty/a/c.txt", "");
        link("empty/good.txt", "../index.html");
        link("empty/good", "a");
        link("empty/dotfile.txt", "../.hidden");
        link("empty/outside.txt", "../../secret.txt");
        link("empty/dangling.txt", "nothing");
        link("empty/loop", "loop");

        assertThat(content(served.get("/empty/")))
                .contains("href=\"./good.txt\"", "href=\"./good/\"")
                .doesNotContain("dotfile", "outside", "dangling", "loop");
    }

    /** To open one waits until somebody opens its other end: for ever, and with it all connections of the loop. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aNamedPipeIsNotOpened() throws Exception {
        Path pipe = root.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(mkfifo.waitFor()).as("the exit status of mkfifo").isZero();

        for (String path : List.of("/pipe", "/pipe/", "/pipe/x")) {
            int status = assertTimeoutPreemptively(
                    Duration.ofSeconds(3), () -> served.get(path).status(), "a request for " + path + " waits");

            assertThat(status).as("the status of " + path).isEqualTo(404);
        }
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    // Methods

    @ParameterizedTest
    @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "PATCH, 405", "TRACE, 405", "BREW, 501", "get, 501"})
    void filesAreOnlyRead(String method, int status) throws IOException {
        HttpResponse response = served.files.handle(request(method, "/index.html"));

        assertThat(response.status()).isEqualTo(status);
        if (status == 405) {
            assertThat(field(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void optionsTellsWhatIsAllowed() throws IOException {
        HttpResponse response = served.files.handle(request("OPTIONS", "*"));

        assertThat(response.status()).isEqualTo(204);
        assertThat(field(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void theRootMustBeADirectory() {
        assertThatThrownBy(() -> StaticFiles.of(root.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> StaticFiles.of(root.resolve("index.html"))).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.HTML, text/html; charset=utf-8",
        "a.mjs, text/javascript; charset=utf-8",
        "a.wasm, application/wasm",
        "a.tar.gz, application/gzip",
        "a.woff2, font/woff2",
        "README, application/octet-stream",
        "a., application/octet-stream"
    })
    void theTypeGoesByTheName(String name, String type) {
        assertThat(MediaTypes.of(name)).isEqualTo(type);
    }
}
