package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lab's command {@code record} does with a recording. */
@Tag("project")
class LabRecordingTest {

    private static final String BEGIN = "{\"format\":\"lkg-recording-1\",\"events\":[";

    private static Class<?> recording;
    private static Class<?> difference;
    private static Class<?> client;

    private final CompletableFuture<EventStream> stream = new CompletableFuture<>();

    @BeforeAll
    static void compileTheLab(@TempDir Path classes) throws Exception {
        LabClasses.compileInto(classes);
        ClassLoader lab = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        recording = lab.loadClass("lkg.lab.recording.Recording");
        difference = lab.loadClass("lkg.lab.recording.Difference");
        client = lab.loadClass("lkg.lab.recording.WatchClient");
    }

    @Test
    void timesPortsThreadsAndTheSizesOfReadsDoNotCount() throws Exception {
        String expected = events(
                "{'n':1,'t':500,'thread':'main','kind':'opened','c':1,'client':'127.0.0.1:40000','state':'HEAD'}",
                "{'n':2,'t':600,'thread':'lkg-loop-1','kind':'received','c':1,'bytes':61,'in':61}");
        String found = events(
                "{'n':7,'t':900,'thread':'main','kind':'opened','c':3,'client':'127.0.0.1:50000','state':'HEAD'}",
                "{'n':8,'t':910,'thread':'lkg-loop-2','kind':'received','c':3,'bytes':50,'in':50}",
                "{'n':9,'t':920,'thread':'lkg-loop-2','kind':'turn','loop':'lkg-loop-2','turn':88}",
                "{'n':10,'t':930,'thread':'lkg-loop-2','kind':'received','c':3,'bytes':11,'in':61}");

        assertThat(difference(expected, found)).isEmpty();
    }

    @Test
    void theFirstStepThatDiffersIsNamed() throws Exception {
        String expected = events("{'kind':'opened','c':4}", "{'kind':'armed','c':4,'interest':'read'}");
        String found = events("{'kind':'opened','c':1}", "{'kind':'armed','c':1,'interest':'none'}");

        assertThat(difference(expected, found))
                .hasValue("connection 4, step 2\n  expected armed {\"interest\":\"read\"}\n"
                        + "  found    armed {\"interest\":\"none\"}");
    }

    @Test
    void theEndOfTheStreamIsNotABytesMore() throws Exception {
        String expected = events("{'kind':'received','c':1,'bytes':-1}");

        assertThat(difference(expected, events("{'kind':'received','c':1,'bytes':5}")))
                .hasValue("connection 1, step 1\n  expected received end\n  found    received");
    }

    @Test
    void aStepThatIsMissingAtTheEndIsNamed() throws Exception {
        String expected = events("{'kind':'opened','c':1}", "{'kind':'closed','c':1}");

        assertThat(difference(expected, events("{'kind':'opened','c':1}")))
                .hasValue("connection 1, step 2\n  expected closed\n  found    nothing");
    }

    @Test
    void connectionsHaveNoOrder() throws Exception {
        String one = events("{'kind':'opened','c':1}", "{'kind':'closed','c':1}", "{'kind':'opened','c':2}");
        String other = events("{'kind':'opened','c':1}", "{'kind':'opened','c':2}", "{'kind':'closed','c':2}");

        assertThat(difference(one, other)).isEmpty();
    }

    @Test
    void aConnectionMoreIsADifference() throws Exception {
        String one = events("{'kind':'opened','c':1}");
        String two = events("{'kind':'opened','c':1}", "{'kind':'opened','c':2}");

        assertThat(difference(one, two)).hasValue("1 connections expected, and 2 found");
        assertThat(difference(two, one)).hasValue("2 connections expected, and 1 found");
    }

    /** How many there are depends on the buffers of the kernel. */
    @Test
    void theWritesOfALargeResponseCountOnce() throws Exception {
        String write = "{'kind':'sent','c':1},{'kind':'armed','c':1,'interest':'write'},{'kind':'taken','c':1}";
        String end = "{'kind':'answered','c':1}";

        assertThat(difference(events(write, write, end), events(write, write, write, write, end)))
                .isEmpty();
        assertThat(difference(events(write, end), events(end))).isPresent();
    }

    @Test
    void aDifferenceOfTwoRecordingsSaysWhichServerItIs() throws Exception {
        String right = events("{'kind':'opened','c':1}");
        String wrong = events("{'kind':'closed','c':1}");

        assertThat(difference("[" + right + "," + wrong + "]", "[" + right + "," + right + "]"))
                .hasValue("the wrong server, connection 1, step 1\n  expected closed\n  found    opened");
        assertThat(difference("[" + right + "," + wrong + "]", right)).hasValue("2 recordings expected, and 1 found");
    }

    @Test
    void aRecordingForTheDocsHasAnEventALineAndNoLinesOfSources() throws Exception {
        String live = """
                {"format":"lkg-recording-1","title":"127.0.0.1:8080","server":{"loops":["a"],"workers":4},
                "kinds":{"armed":{"chapter":"2.md#turn","at":"r/Registration.java#L181 giveToLoop"},"client":{}},
                "visits":[{"id":"idle"},{"id":"slow","why":"\\"\\u00e9\\n\\u0001\\/"}],"dropped":0,
                "events":[{"n":1,"t":12345678901,"deadline":null},{"n":2,"all":true,"heap":[[1,2,3]]}]}
                """;

        assertThat(forDocs(live, "A slow head", "slow")).isEqualTo("""
                {"format":"lkg-recording-1",
                "title":"A slow head",
                "server":{"loops":["a"],"workers":4},
                "kinds":{
                "armed":{"chapter":"2.md#turn","at":"r/Registration.java#giveToLoop"},
                "client":{}
                },
                "visits":[
                {"id":"slow","why":"\\"é\\n\\u0001/"}
                ],
                "dropped":0,
                "run":"slow",
                "events":[
                {"n":1,"t":12345678901,"deadline":null},
                {"n":2,"all":true,"heap":[[1,2,3]]}
                ]}
                """);
    }

    @Test
    void aTextThatIsNoJsonIsRefused() {
        for (String wrong :
                new String[] {"{\"events\":[}", "{\"events\":[]} x", "{\"a\":01}", "{\"a\":\"\\x\"}", "{'a':1}", ""}) {
            assertThatThrownBy(() -> forDocs(wrong, "title", "visit"))
                    .as(wrong)
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no JSON at character ");
        }
    }

    /** After the clients are done, the server closes the last connections: that belongs to the story. */
    @Test
    void aRecordingEndsWhenTheVisitHasEndedAndItsConnectionsAreClosed() throws Exception {
        Handler visit = request -> {
            tell("[{'kind':'visit','phase':'begins'},{'kind':'opened','c':1}]");
            tell("{'closed':{'at':'Loop.java#L5 run'}}");
            tell("[{'kind':'visit','phase':'ends'}]");
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                    .execute(() -> tell("[{'kind':'closed','c':1}]"));
            return HttpResponse.text(202, "");
        };

        try (LkgServer server = watched(visit)) {
            assertThat(record(server.port(), "slow")).isEqualTo("""
                    {"kinds":{
                    "closed":{"at":"Loop.java#L5 run"}
                    },
                    "events":[
                    {"kind":"visit","phase":"begins"},
                    {"kind":"opened","c":1},
                    {"kind":"visit","phase":"ends"},
                    {"kind":"closed","c":1}
                    ]}
                    """);
        }
    }

    @Test
    void aVisitThatStopsTheServerEndsWithIt() throws Exception {
        Handler visit = request -> {
            tell("[{'kind':'visit','phase':'begins'},{'kind':'draining'}]");
            stream.join().end();
            return HttpResponse.text(202, "");
        };

        try (LkgServer server = watched(visit)) {
            assertThat(record(server.port(), "slow")).contains("draining");
        }
    }

    @Test
    void aVisitThatCannotBeRecordedIsAnError() throws Exception {
        Handler visit = request -> {
            tell("[{'kind':'visit','phase':'begins'}]");
            stream.join().end();
            return HttpResponse.text(202, "");
        };

        try (LkgServer server = watched(visit)) {
            assertThatThrownBy(() -> record(server.port(), "slow"))
                    .rootCause()
                    .hasMessage("visit slow has no end within 90 s, or the server has ended before");
            assertThatThrownBy(() -> record(server.port(), "other"))
                    .rootCause()
                    .hasMessage("visit other cannot be started: status 404");
        }
    }

    private LkgServer watched(Handler visit) throws IOException {
        Routes routes = Routes.create()
                .get("/hello", request -> HttpResponse.text(200, "{\"kinds\":{},\"events\":[]}"))
                .get("/events", Handler.events(stream::complete))
                .post("/visit/slow", visit);
        return LkgServer.builder().port(0).handler(routes).start();
    }

    private void tell(String message) {
        stream.join().offer(message.replace('\'', '"'));
    }

    private static String events(String... events) {
        return (BEGIN + String.join(",", events) + "]}").replace('\'', '"');
    }

    private static Optional<String> difference(String expected, String found) throws Exception {
        return ((Optional<?>) difference
                        .getMethod("first", String.class, String.class)
                        .invoke(null, expected, found))
                .map(String.class::cast);
    }

    private static String forDocs(String json, String title, String visit) throws Exception {
        Object live = recording.getMethod("of", String.class).invoke(null, json);
        Object kept = recording.getMethod("forDocs", String.class, String.class).invoke(live, title, visit);
        return (String) recording.getMethod("text").invoke(kept);
    }

    private static String record(int port, String visit) throws Exception {
        Object watch = client.getConstructor(String.class).newInstance(String.valueOf(port));
        Object taken = client.getMethod("record", String.class).invoke(watch, visit);
        return (String) recording.getMethod("text").invoke(taken);
    }
}
