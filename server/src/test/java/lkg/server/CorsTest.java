package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {

    private static final String APP = "https://app.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @Test
    void scriptsOfAnyOriginMayRead() throws IOException {
        for (HttpRequest request : new HttpRequest[] {HttpRequest.get("/"), from(APP), from("null")}) {
            Headers fields = answer(Cors.anyOrigin(), request).headers();

            assertThat(fields.all(ALLOW_ORIGIN)).containsExactly("*");
            assertThat(fields.all("Access-Control-Expose-Headers")).containsExactly("*");
            assertThat(fields.contains("Vary")).as("caches may share it").isFalse();
        }
    }

    @Test
    void scriptsOfTheGivenOriginsMayReadAndNoOthers() throws IOException {
        Cors cors = Cors.of(APP, "http://localhost:3000");

        assertThat(answer(cors, from(APP)).headers().all(ALLOW_ORIGIN)).containsExactly(APP);
        assertThat(answer(cors, from("http://localhost:3000")).headers().all(ALLOW_ORIGIN))
                .containsExactly("http://localhost:3000");
        for (String other : new String[] {"https://app.example.evil", "http://app.example", "null", ""}) {
            Headers fields = answer(cors, from(other)).headers();
            assertThat(fields.contains(ALLOW_ORIGIN)).as(other).isFalse();
            assertThat(fields.contains("Access-Control-Expose-Headers"))
                    .as(other)
                    .isFalse();
        }
    }

    /** Or a cache gives one origin the response to another, or to a request without an origin. */
    @Test
    void aResponseThatDependsOnTheOriginSaysSo() throws IOException {
        Handler compressed = request -> HttpResponse.of(200).withHeader("Vary", "Accept-Encoding");
        for (HttpRequest request : new HttpRequest[] {HttpRequest.get("/"), from(APP), from("http://other.example")}) {
            assertThat(answer(Cors.of(APP), compressed, request).headers().all("Vary"))
                    .containsExactly("Accept-Encoding", "Origin");
        }
    }

    @Test
    void errorsMayBeReadToo() throws IOException {
        Handler failing = request -> {
            throw new IllegalStateException("a bug");
        };

        ReceivedResponse missing = answer(Cors.anyOrigin(), Routes.create(), from(APP));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.headers().first(ALLOW_ORIGIN)).contains("*");
        ReceivedResponse failed = answer(Cors.anyOrigin(), failing, from(APP));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.headers().first(ALLOW_ORIGIN)).contains("*");
    }

    @Test
    void aPreflightIsAnsweredBeforeTheHandler() throws IOException {
        HttpRequest preflight = preflight(APP)
                .withHeader("Access-Control-Request-Method", "PUT")
                .withHeader("Access-Control-Request-Headers", "authorization,x-token");

        ReceivedResponse response = answer(Cors.of(APP), notCalled(), preflight);

        assertThat(response.status()).isEqualTo(204);
        Headers fields = response.headers();
        assertThat(fields.all(ALLOW_ORIGIN)).containsExactly(APP);
        assertThat(fields.all("Access-Control-Allow-Methods")).containsExactly("PUT");
        assertThat(fields.all("Access-Control-Allow-Headers")).containsExactly("authorization,x-token");
        assertThat(fields.all("Access-Control-Max-Age")).containsExactly("600");
        assertThat(fields.contains("Access-Control-Allow-Credentials")).isFalse();
    }

    @Test
    void aPreflightMayAskForFieldsInSeveralFields() throws IOException {
        HttpRequest preflight = preflight(APP)
                .withHeader("Access-Control-Request-Method", "PUT")
                .withHeader("Access-Control-Request-Headers", "authorization")
                .withHeader("Access-Control-Request-Headers", "x-token");

        assertThat(answer(Cors.of(APP), notCalled(), preflight).headers().all("Access-Control-Allow-Headers"))
                .as("the fields that are allowed")
                .containsExactly("authorization", "x-token");
    }

    @Test
    void aPreflightOfAnotherOriginIsNotAllowed() throws IOException {
        HttpRequest preflight = preflight("https://other.example").withHeader("Access-Control-Request-Method", "PUT");

        ReceivedResponse response = answer(Cors.of(APP), notCalled(), preflight);

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().contains(ALLOW_ORIGIN)).isFalse();
    }

    /** An OPTIONS without a method that is asked for, and without an origin, are no preflights. */
    @Test
    void otherRequestsForOptionsAreTheHandlers() throws IOException {
        Handler options = request -> HttpResponse.of(204).withHeader("Allow", "GET");
        HttpRequest withoutOrigin = HttpRequest.of("OPTIONS", "/").withHeader("Access-Control-Request-Method", "PUT");

        assertThat(answer(Cors.anyOrigin(), options, preflight(APP)).headers().first("Allow"))
                .contains("GET");
        assertThat(answer(Cors.anyOrigin(), options, withoutOrigin).headers().first("Allow"))
                .contains("GET");
    }

    @Test
    void theHandlersOwnChoiceStands() throws IOException {
        Handler choosing = request -> HttpResponse.of(200).withHeader(ALLOW_ORIGIN, "https://own.example");

        Headers fields = answer(Cors.anyOrigin(), choosing, from(APP)).headers();

        assertThat(fields.all(ALLOW_ORIGIN)).containsExactly("https://own.example");
        assertThat(fields.contains("Access-Control-Expose-Headers")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "app.example",
                "https://app.example/",
                "https://App.example",
                "https://a b",
                "https://",
                "https://a,https://b",
                "https://a?b",
                "https://a#b",
                "https://me@a",
                "http://a:",
                "http://a:b",
                "http://a:0",
                "http://a:65536",
                "http://a:80",
                "https://a:443",
                "https://a\r\nX: b"
            })
    void whatNoBrowserSendsIsNoOrigin(String origin) {
        assertThatThrownBy(() -> Cors.of(APP, origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was '" + origin + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "http://a:443",
                "https://a:65535",
                "http://[::1]",
                "http://[::1]:8080",
                "http://my_host",
                "chrome-extension://abc"
            })
    void whatABrowserSendsIsAnOrigin(String origin) throws IOException {
        assertThat(answer(Cors.of(origin), from(origin)).headers().all(ALLOW_ORIGIN))
                .containsExactly(origin);
    }

    @Test
    void noOriginAtAllIsAMistake() {
        assertThatThrownBy(Cors::of).isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpRequest from(String origin) {
        return HttpRequest.get("/").withHeader("Origin", origin);
    }

    private static HttpRequest preflight(String origin) {
        return HttpRequest.of("OPTIONS", "/").withHeader("Origin", origin);
    }

    private static Handler notCalled() {
        return request -> {
            throw new AssertionError("not expected to be called");
        };
    }

    private static ReceivedResponse answer(Cors cors, HttpRequest request) throws IOException {
        return answer(cors, ignored -> HttpResponse.text(200, "hello"), request);
    }

    private static ReceivedResponse answer(Cors cors, Handler handler, HttpRequest request) throws IOException {
        try (InMemoryClient client =
                InMemoryClient.of(LkgServer.builder().handler(handler).filter(cors))) {
            return client.send(request);
        }
    }
}
