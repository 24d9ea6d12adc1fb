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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {

    private static final String UPLOAD = "POST /a?b=c HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nefg\r\n0\r\nTrailer: h\r\n\r\n";

    // Made for a test

    @Test
    void aRequestIsMadeOfItsTarget() {
        HttpRequest request = HttpRequest.get("/x?y=1");

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/x?y=1");
        assertThat(request.path()).isEqualTo("/x");
        assertThat(request.query()).contains("y=1");
        assertThat(request.queryParameter("y")).contains("1");
        assertThat(request.version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(request.headers().size()).isZero();
        assertThat(request.body()).isEqualTo(RequestBody.EMPTY);
        assertThat(request.trailers().size()).isZero();
        assertThat(request.announcesBody()).isFalse();
        assertThat(request.isKeepAlive()).isTrue();
    }

    @Test
    void aRequestIsMadeWithABody() throws Exception {
        HttpRequest request = HttpRequest.post("/x", "text/plain", "h\u00e9".getBytes(StandardCharsets.UTF_8));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().first("Content-Type")).contains("text/plain");
        assertThat(request.body().text()).isEqualTo("h\u00e9");
    }

    @Test
    void aRequestThatNobodySentHasAClientThatIsNobody() {
        Client client = HttpRequest.get("/").client();

        assertThat(client).isSameAs(Client.NONE);
        assertThat(client.hasLeft()).isFalse();
        assertThat(client.address().getPort()).isZero();
        assertThat(client.address().getAddress().isLoopbackAddress()).isTrue();
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
        assertThatThrownBy(() -> HttpRequest.get(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'GET " + target + " HTTP/1.1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "G T", "GET ", "GET\r\n", "\u20ac", "CONNECT", "GET /a"})
    void aMethodThatTheServerWouldRefuseIsRefused(String method) {
        assertThatThrownBy(() -> HttpRequest.of(method, "/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheServerTakesIsTaken() {
        assertThat(HttpRequest.of("OPTIONS", "*").path()).isEqualTo("*");
        assertThat(HttpRequest.of("PROPFIND", "http://a/b?c").path()).isEqualTo("/b");
    }

    // Equality

    @Test
    void requestsWithEqualContentAreEqual() throws HttpException {
        assertThat(received(UPLOAD, Client.NONE)).isEqualTo(received(UPLOAD, Client.NONE));
        assertThat(received(UPLOAD, Client.NONE)).hasSameHashCodeAs(received(UPLOAD, Client.NONE));
        assertThat(HttpRequest.post("/a", "b", new byte[] {1}))
                .isEqualTo(HttpRequest.post("/a", "b", new byte[] {1}))
                .hasSameHashCodeAs(HttpRequest.post("/a", "b", new byte[] {1}));
    }

    @Test
    void whoAskedMakesNoDifference() throws HttpException {
        Client somebody = new Client() {
            @Override
            public InetSocketAddress address() {
                return new InetSocketAddress("192.0.2.1", 5555);
            }

            @Override
            public boolean hasLeft() {
                return true;
            }
        };

        HttpRequest theirs = received(UPLOAD, somebody);

        assertThat(theirs.client()).isSameAs(somebody);
        HttpRequest ours = received(UPLOAD, Client.NONE);
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
                .withBody(bodyOf("j"));

        assertThat(copy.target()).isEqualTo("/a?b");
        assertThat(copy.path()).isEqualTo("/below");
        assertThat(copy.query()).contains("b");
        assertThat(copy.headers()).isEqualTo(Headers.of("C", "d", "H", "i"));
        assertThat(copy.body().text()).isEqualTo("j");
        assertThat(copy.trailers()).isEqualTo(Headers.of("F", "g"));
        assertThat(copy.pathParameter("id")).isEqualTo("7");
        assertThat(original).isEqualTo(base());
    }

    @Test
    void aCopyOfAReceivedRequestStillKnowsItsClientAndItsFraming() throws HttpException {
        HttpRequest copy = received(UPLOAD, Client.NONE).withHeader("A", "b").withPath("/x");

        assertThat(copy.announcesBody()).isTrue();
        assertThat(copy.withBody(RequestBody.EMPTY).framing().kind()).isEqualTo(Framing.Kind.CHUNKED);
        assertThat(copy.withPathParameters(Map.of()).client()).isSameAs(Client.NONE);
    }

    @Test
    void noPartIsNull() {
        assertThatThrownBy(() -> base().withBody(null)).hasMessageContaining("body");
        assertThatThrownBy(() -> base().withBody(RequestBody.EMPTY, null)).hasMessageContaining("trailers");
        assertThatThrownBy(() -> new RequestBody.Streamed(null)).hasMessageContaining("stream");
    }

    // Path parameters

    @Test
    void aPathParameterThatTheRouteDoesNotHaveIsAMistake() {
        HttpRequest request = HttpRequest.get("/todos/7").withPathParameters(Map.of("id", "7"));

        assertThatThrownBy(() -> request.pathParameter("name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'name'");
    }

    @Test
    void pathParametersCannotBeChangedThroughTheMapThatWasPassedIn() {
        Map<String, String> parameters = new HashMap<>(Map.of("id", "7"));
        HttpRequest request = HttpRequest.get("/todos/7").withPathParameters(parameters);

        parameters.put("id", "8");

        assertThat(request.pathParameter("id")).isEqualTo("7");
    }

    private static RequestBody bodyOf(String text) {
        return RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest received(String bytes, Client client) throws HttpException {
        Buffer in = new Buffer(1000);
        in.appendLatin1(bytes);
        HttpRequest head =
                new HeadParser(ParserLimits.defaults(), client).parse(in).orElseThrow();
        BodyDecoder decoder = BodyDecoder.of(head, ParserLimits.defaults(), 1000);
        BodyCollector body = new BodyCollector();
        assertThat(decoder.decode(in, body)).isTrue();
        return head.withBody(body.toBody(), decoder.trailers());
    }
}
