package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-6")
class HttpRequestTest {

    private static final String HEAD = "POST /a?b=c HTTP/1.1\r\nHost: d\r\n\r\n";

    // Made for a test

    @Test
    void aRequestIsMadeOfItsTarget() {
        HttpRequest request = HttpRequest.get("/x?y=1");

        assertThat(request.method()).as("method").isEqualTo("GET");
        assertThat(request.target()).as("target").isEqualTo("/x?y=1");
        assertThat(request.path()).as("path").isEqualTo("/x");
        assertThat(request.query()).as("query").contains("y=1");
        assertThat(request.queryParameter("y")).as("query parameter").contains("1");
        assertThat(request.version()).as("version").isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(request.headers()).as("headers").isEqualTo(Headers.empty());
        assertThat(request.body()).as("body").isEqualTo(RequestBody.EMPTY);
        assertThat(request.trailers()).as("trailers").isEqualTo(Headers.empty());
        assertThat(request.isKeepAlive()).as("isKeepAlive").isTrue();
    }

    @Test
    void aRequestIsMadeWithABody() throws Exception {
        HttpRequest request = HttpRequest.post("/x", "text/plain", "h\u00e9".getBytes(StandardCharsets.UTF_8));

        assertThat(request.method()).as("method").isEqualTo("POST");
        assertThat(request.headers()).as("headers").isEqualTo(Headers.of("Content-Type", "text/plain"));
        assertThat(request.body().text()).as("body").isEqualTo("h\u00e9");
    }

    @Test
    void aRequestThatNobodySentHasAClientThatIsNobody() {
        Client client = HttpRequest.get("/").client();

        assertThat(client).isSameAs(Client.NONE);
        assertThat(client.hasLeft()).as("whether nobody has left").isFalse();
        assertThat(client.isSecure()).as("whether nobody speaks TLS").isFalse();
        assertThat(client.peer()).as("the other end").isEqualTo(client.address());
        assertThat(client.address().getPort()).as("port").isZero();
        assertThat(client.address().getAddress().isLoopbackAddress())
                .as("whether %s is the loopback address", client.address())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "/a b",
                "/\r\nA: b",
                "/#a",
                "/\u00e9",
                "/\u20ac",
                "*",
                "http:///",
                "/ HTTP/1.1",
                "/ HTTP/1.0\r\n"
            })
    void aTargetThatTheServerWouldRefuseIsRefused(String target) {
        assertThatThrownBy(() -> HttpRequest.get(target), "get(\"%s\")", target)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "G T", "GET ", "GET\r\n", "\u20ac", "CONNECT", "GET /a"})
    void aMethodThatTheServerWouldRefuseIsRefused(String method) {
        assertThatThrownBy(() -> HttpRequest.of(method, "/"), "of(\"%s\", \"/\")", method)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheServerTakesIsTaken() {
        assertThat(HttpRequest.of("OPTIONS", "*").path())
                .as("the path of OPTIONS *")
                .isEqualTo("*");
        assertThat(HttpRequest.of("PROPFIND", "http://a/b?c").path())
                .as("the path of PROPFIND http://a/b?c")
                .isEqualTo("/b");
    }

    // Equality

    @Test
    void requestsWithEqualContentAreEqual() throws HttpException {
        assertThat(received(HEAD, Client.NONE))
                .isEqualTo(received(HEAD, Client.NONE))
                .hasSameHashCodeAs(received(HEAD, Client.NONE));
        assertThat(base()).isEqualTo(base()).hasSameHashCodeAs(base()).isNotEqualTo(base().toString());
        assertThat(HttpRequest.post("/a", "b", new byte[] {1}))
                .isEqualTo(HttpRequest.post("/a", "b", new byte[] {1}))
                .hasSameHashCodeAs(HttpRequest.post("/a", "b", new byte[] {1}));
    }

    @Test
    void aRequestMayBeOfAnotherClient() throws HttpException {
        HttpRequest received = received(HEAD, Client.NONE);
        Client somebody = somebody();

        HttpRequest theirs = received.withClient(somebody);

        assertThat(theirs.client()).as("client").isSameAs(somebody);
        assertThat(received.client())
                .as("client of the request that was copied")
                .isSameAs(Client.NONE);
        assertThat(theirs).as("the request").isEqualTo(received);
    }

    @Test
    void whoAskedMakesNoDifference() throws HttpException {
        Client somebody = somebody();

        HttpRequest theirs = received(HEAD, somebody);

        assertThat(theirs.client()).as("client").isSameAs(somebody);
        HttpRequest ours = received(HEAD, Client.NONE);
        assertThat(theirs).isEqualTo(ours).hasSameHashCodeAs(ours);
    }

    static Stream<HttpRequest> changed() {
        HttpRequest base = base();
        return Stream.of(
                HttpRequest.of("PUT", "/a?b").withHeader("C", "d").withBody(bodyOf("e"), Headers.of("F", "g")),
                HttpRequest.of("POST", "/x?b").withHeader("C", "d").withBody(bodyOf("e"), Headers.of("F", "g")),
                HttpRequest.of("POST", "/a?x").withHeader("C", "d").withBody(bodyOf("e"), Headers.of("F", "g")),
                HttpRequest.of("POST", "/a").withHeader("C", "d").withBody(bodyOf("e"), Headers.of("F", "g")),
                base.withHeader("C", "d"),
                base.withBody(bodyOf("x")),
                base.withBody(bodyOf("e"), Headers.empty()),
                base.withBody(new RequestBody.Streamed(InputStream.nullInputStream())),
                base.withPath("/x"),
                base.withPathParameters(Map.of("h", "i")));
    }

    private static HttpRequest base() {
        return HttpRequest.of("POST", "/a?b").withHeader("C", "d").withBody(bodyOf("e"), Headers.of("F", "g"));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void requestsThatDifferInAnyPartAreNotEqual(HttpRequest changed) {
        assertThat(changed).isNotEqualTo(base());
        assertThat(base()).isNotEqualTo(changed);
    }

    @Test
    void requestsOfDifferentVersionsAreNotEqual() throws HttpException {
        assertThat(received("GET / HTTP/1.0\r\nHost: a\r\n\r\n", Client.NONE))
                .isNotEqualTo(received("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Client.NONE));
    }

    // Copies

    @Test
    void aCopyChangesOnePartAndLeavesTheOriginal() throws Exception {
        HttpRequest original = base();
        HttpRequest copy = original.withPathParameters(Map.of("id", "7"))
                .withPath("/below")
                .withHeader("H", "i")
                .withBody(bodyOf("j"))
                .withClient(somebody());

        assertThat(copy.method()).as("method").isEqualTo("POST");
        assertThat(copy.target()).as("target").isEqualTo("/a?b");
        assertThat(copy.path()).as("path").isEqualTo("/below");
        assertThat(copy.query()).as("query").contains("b");
        assertThat(copy.headers()).as("headers").isEqualTo(Headers.of("C", "d", "H", "i"));
        assertThat(copy.body().text()).as("body").isEqualTo("j");
        assertThat(copy.trailers()).as("trailers").isEqualTo(Headers.of("F", "g"));
        assertThat(copy.pathParameter("id")).as("path parameter").isEqualTo("7");
        assertThat(original).as("the original").isEqualTo(base());
    }

    @Test
    void aCopyOfAReceivedRequestStillKnowsItsClientAndItsVersion() throws HttpException {
        Client somebody = somebody();
        HttpRequest received = received("GET / HTTP/1.0\r\n\r\n", somebody);

        for (HttpRequest copy : new HttpRequest[] {
            received.withHeader("A", "b"),
            received.withPath("/x"),
            received.withBody(RequestBody.EMPTY),
            received.withPathParameters(Map.of())
        }) {
            assertThat(copy.client()).as("client").isSameAs(somebody);
            assertThat(copy.version()).as("version").isEqualTo(HttpVersion.HTTP_1_0);
        }
    }

    @Test
    void noPartIsNull() {
        assertThatThrownBy(() -> base().withBody(null), "withBody(null)").isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> base().withBody(RequestBody.EMPTY, null), "withBody(EMPTY, null)")
                .isInstanceOf(NullPointerException.class);
    }

    // Path parameters

    @Test
    void aPathParameterThatTheRouteDoesNotHaveIsAMistake() {
        HttpRequest request = HttpRequest.get("/todos/7").withPathParameters(Map.of("id", "7"));

        assertThatThrownBy(() -> request.pathParameter("name"), "the parameter \"name\" of a route that has \"id\"")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pathParametersCannotBeChangedThroughTheMapThatWasPassedIn() {
        Map<String, String> parameters = new HashMap<>(Map.of("id", "7"));
        HttpRequest request = HttpRequest.get("/todos/7").withPathParameters(parameters);

        parameters.put("id", "8");

        assertThat(request.pathParameter("id"))
                .as("the parameter, after the map was changed")
                .isEqualTo("7");
    }

    @Test
    void asTextItIsItsFirstWordsAndItsFields() {
        assertThat(HttpRequest.of("PUT", "/a?b").withHeader("C", "d").toString())
                .contains("PUT", "/a?b", "C: d");
    }

    private static RequestBody bodyOf(String text) {
        return RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Client somebody() {
        return new Client() {
            @Override
            public InetSocketAddress address() {
                return new InetSocketAddress("192.0.2.1", 5555);
            }

            @Override
            public boolean hasLeft() {
                return true;
            }
        };
    }

    private static HttpRequest received(String head, Client client) throws HttpException {
        Buffer in = new Buffer(1000);
        in.appendLatin1(head);
        return new HeadParser(ParserLimits.defaults(), client).parse(in).orElseThrow();
    }

    /** What a server counts that keeps many requests. */
    @Test
    void aRequestTellsHowManyBytesItsHeadTakes() {
        HttpRequest request = HttpRequest.get("/abc").withHeader("Name", "value");

        assertThat(request.headBytes())
                .as("the target, and 'Name: value' with its line break")
                .isEqualTo("/abc".length() + "Name: value\r\n".length());
    }
}
