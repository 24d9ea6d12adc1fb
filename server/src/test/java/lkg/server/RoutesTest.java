package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private final Routes routes = Routes.create();

    @Test
    void ofSeveralRoutesTheOneThatWasAddedFirstAnswers() throws IOException {
        routes.get("/todos/new", says("literal")).get("/todos/{id}", says("parameter"));

        assertThat(get("/todos/new").text()).isEqualTo("literal");
        assertThat(get("/todos/1").text()).isEqualTo("parameter");

        Routes otherOrder =
                Routes.create().get("/todos/{id}", says("parameter")).get("/todos/new", says("literal"));
        assertThat(send(otherOrder, HttpRequest.get("/todos/new")).text()).isEqualTo("parameter");
    }

    @Test
    void eachMethodHasItsRoute() throws IOException {
        routes.get("/a", says("get"))
                .post("/a", says("post"))
                .put("/a", says("put"))
                .delete("/a", says("delete"))
                .add("PATCH", "/a", says("patch"));

        for (String method : new String[] {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
            assertThat(send(HttpRequest.of(method, "/a")).text()).isEqualToIgnoringCase(method);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7/files/a,          7,      a",
        "/users/b%C3%A4r/files/x,   bär,    x",
        "/users/a%2Fb/files/..,     a/b,    ..",
        "/users/1+1/files/%2B%20,   1+1,    '+ '",
        "/users/a+b%20c/files/x,    a+b c,  x",
        "/users/%7Buser%7D/files/%25, {user}, %",
        "/%75sers/7/files/a?b=/c,   7,      a",
    })
    void parametersAreDecodedSegmentBySegment(String target, String user, String file) throws IOException {
        routes.get(
                "/users/{user}/files/{file}",
                request -> HttpResponse.text(200, request.pathParameter("user") + "|" + request.pathParameter("file")));

        assertThat(get(target).text()).isEqualTo(user + "|" + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/todos", "/todos/", "/todos//", "/todos/1/", "/todos/1/2", "/Todos/1", "//todos/1"})
    void aPathThatMatchesNoRouteIs404(String path) throws IOException {
        routes.get("/todos/{id}", says("found"));

        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void aMethodThatAPathDoesNotHaveIs405AndNamesThoseItHas() throws IOException {
        routes.get("/a", says("")).post("/a", says("")).put("/{any}", says("")).delete("/b", says(""));

        ReceivedResponse response = send(HttpRequest.of("DELETE", "/a"));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().first("Allow")).contains("GET, HEAD, OPTIONS, POST, PUT");
        assertThat(response.text()).isEqualTo("405 this path does not have the method DELETE\n");
    }

    @Test
    void optionsTellsTheMethodsOfAPath() throws IOException {
        routes.post("/a", says(""));

        ReceivedResponse response = send(HttpRequest.of("OPTIONS", "/a"));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().first("Allow")).contains("OPTIONS, POST");
        assertThat(send(HttpRequest.of("OPTIONS", "/b")).status()).isEqualTo(404);
    }

    @Test
    void optionsForTheServerTellsAllMethods() throws IOException {
        routes.put("/a", says("")).mount("/", says("mounted"));

        ReceivedResponse response = send(HttpRequest.of("OPTIONS", "*"));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().first("Allow")).contains("GET, HEAD, OPTIONS, PUT");
    }

    @Test
    void headIsAnsweredByTheRouteForGetWithoutItsBody() throws IOException {
        routes.get("/a", says("hello"));
        try (InMemoryClient client = InMemoryClient.of(routes)) {
            ReceivedResponse head = client.send(HttpRequest.of("HEAD", "/a"));

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers().first("Content-Length")).contains("5");
            assertThat(head.text()).isEmpty();
            assertThat(client.send(HttpRequest.get("/a")).text())
                    .as("no byte of a body lies between the responses")
                    .isEqualTo("hello");
        }
    }

    @Test
    void headMayHaveARouteOfItsOwn() throws IOException {
        routes.add("HEAD", "/a", request -> HttpResponse.of(200).withHeader("Cheap", "yes"))
                .get("/a", says("expensive"));

        assertThat(send(HttpRequest.of("HEAD", "/a")).headers().first("Cheap")).contains("yes");
    }

    @ParameterizedTest
    @CsvSource({
        "/static/a/b?c, /a/b",
        "/static/,      /",
        "/static//a,    //a",
        "/static/%2F,   /%2F",
    })
    void aMountedHandlerSeesThePathBehindThePrefix(String target, String seen) throws IOException {
        routes.mount("/static", request -> HttpResponse.text(200, request.path()));

        assertThat(get(target).text()).isEqualTo(seen);
    }

    @Test
    void aHandlerThatAnswersLaterSeesTheSame() throws Exception {
        Handler later = Handler.async(request -> CompletableFuture.completedFuture(
                HttpResponse.text(200, request.path() + request.pathParameter("id"))));
        routes.mount("/api", Routes.create().get("/todos/{id}", later));

        assertThat(get("/api/todos/7").text()).isEqualTo("/todos/77");
    }

    @Test
    void aPrefixEndsWithASegment() throws IOException {
        routes.mount("/static", says("mounted"));

        assertThat(get("/statically").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/static,       ./static/",
        "/static?a=b,   ./static/?a=b",
        "/two/levels,   ./levels/",
        "/outer/inner,  ./inner/",
    })
    void theBarePrefixIsRedirectedRelatively(String target, String location) throws IOException {
        routes.mount("/static", says(""))
                .mount("/two/levels", says(""))
                .mount("/outer", Routes.create().mount("/inner", says("")));

        ReceivedResponse response = get(target);

        assertThat(response.status()).isEqualTo(307);
        assertThat(response.headers().first("Location")).contains(location);
    }

    @Test
    void routesComeBeforeMountsAndMountsInTheirOrder() throws IOException {
        routes.mount("/a", says("mount"))
                .mount("/a/b", says("later mount"))
                .mount("/", says("rest"))
                .get("/a/route", says("route"));

        assertThat(get("/a/route").text()).isEqualTo("route");
        assertThat(get("/a/b/c").text()).isEqualTo("mount");
        assertThat(get("/c").text()).isEqualTo("rest");
    }

    @Test
    void theHandlerAtTheRootSeesWholePaths() throws IOException {
        routes.mount("/", request -> HttpResponse.text(200, request.path()));

        assertThat(get("/").text()).isEqualTo("/");
        assertThat(get("/a/b").text()).isEqualTo("/a/b");
    }

    @Test
    void mountedRoutesMatchThePathBehindThePrefix() throws IOException {
        routes.mount(
                "/api",
                Routes.create().get("/todos/{id}", request -> HttpResponse.text(200, request.pathParameter("id"))));

        assertThat(get("/api/todos/7").text()).isEqualTo("7");
        assertThat(get("/todos/7").status()).isEqualTo(404);
        assertThat(send(HttpRequest.of("PUT", "/api/todos/7")).status()).isEqualTo(405);
    }

    @Test
    void routesInARouteNameTheParametersAnew() throws Exception {
        routes.get("/{a}/{b}", Routes.create().get("/{x}/{y}", request -> {
            assertThatThrownBy(() -> request.pathParameter("a")).isInstanceOf(IllegalArgumentException.class);
            return HttpResponse.text(200, request.pathParameter("x") + request.pathParameter("y"));
        }));

        assertThat(routes.handle(HttpRequest.get("/1/2"))).isEqualTo(HttpResponse.text(200, "12"));
    }

    static Stream<Handler> handlersOfEachKind() {
        return Stream.of(
                says("in the executor"),
                Handler.onLoop(says("on the loop")),
                Handler.streaming(says("streaming")),
                Handler.async(request -> CompletableFuture.completedFuture(HttpResponse.of(200))));
    }

    @ParameterizedTest
    @MethodSource("handlersOfEachKind")
    void aHandlerKeepsItsKind(Handler handler) {
        routes.get("/route", handler).mount("/mount", handler);

        assertThat(kind(routes, "/route")).isEqualTo(kind(handler, "/"));
        assertThat(kind(routes, "/mount/a")).isEqualTo(kind(handler, "/"));
        assertThat(kind(Routes.create().mount("/outer", routes), "/outer/mount/a"))
                .isEqualTo(kind(handler, "/"));
    }

    @Test
    void whatRoutesAnswerThemselvesIsAnsweredOnTheLoopBeforeTheBodyHasCome() {
        routes.post("/a", says("")).mount("/mount", says(""));

        for (String path : new String[] {"/a", "/none", "/mount"}) {
            assertThat(kind(routes, path)).as(path).isEqualTo(Endpoint.Runs.WITHOUT_BODY);
        }
    }

    @Test
    void nonsenseIsRefusedWhenItIsAdded() {
        assertThatThrownBy(() -> routes.get("todos", says(""))).hasMessageContaining("'todos'");
        assertThatThrownBy(() -> routes.get("/{a}/{a}", says(""))).hasMessageContaining("twice");
        assertThatThrownBy(() -> routes.get("/a{b}", says(""))).hasMessageContaining("'/a{b}'");
        assertThatThrownBy(() -> routes.get("/{}", says(""))).hasMessageContaining("'/{}'");
        assertThatThrownBy(() -> routes.mount("static", says(""))).hasMessageContaining("'static'");
        assertThatThrownBy(() -> routes.mount("/static/", says(""))).hasMessageContaining("'/static/'");
        assertThatThrownBy(() -> routes.mount("/users/{user}", says(""))).hasMessageContaining("'/users/{user}'");
    }

    // Helpers

    private static Handler says(String text) {
        return request -> HttpResponse.text(200, text);
    }

    private ReceivedResponse get(String target) throws IOException {
        return send(HttpRequest.get(target));
    }

    private ReceivedResponse send(HttpRequest request) throws IOException {
        return send(routes, request);
    }

    private static ReceivedResponse send(Handler handler, HttpRequest request) throws IOException {
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            return client.send(request);
        }
    }

    /** Where the endpoint runs, or the class of one that answers later. */
    static Object kind(Handler handler, String path) {
        Endpoint endpoint = handler.endpoint(HttpRequest.get(path));
        return endpoint instanceof Endpoint.Direct direct ? direct.runs() : endpoint.getClass();
    }
}
