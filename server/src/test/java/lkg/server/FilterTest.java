package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import lkg.http.Headers;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTest {

    private static final HttpRequest REQUEST = HttpRequest.get("/");
    private static final HttpResponse HELLO = HttpResponse.text(200, "hello");

    /** The header field tells the status that the filter has seen. */
    private static final Filter MARKING =
            Filter.after((request, response) -> response.withHeader("Seen", String.valueOf(response.status())));

    @Test
    void aLambdaMayRefuseByAnException() throws IOException {
        Filter members = Filter.before(request -> {
            throw new HttpException(401, "members only");
        });
        try (InMemoryClient client = InMemoryClient.of(LkgServer.builder()
                .handler(request -> HttpResponse.text(200, "in"))
                .filter(members))) {
            assertThat(client.send(HttpRequest.get("/")).text()).isEqualTo("401 members only\n");
        }
    }

    @Test
    void theHandlerIsNotCalledWhenAFilterAnswersBefore() throws Exception {
        Filter closed = Filter.before(request -> Optional.of(HttpResponse.of(403)));
        Handler handler = request -> {
            throw new AssertionError("not expected to be called");
        };

        assertThat(handler.filtered(closed).handle(REQUEST).status()).isEqualTo(403);
        assertThat(Handler.async(request -> CompletableFuture.completedFuture(HELLO))
                        .filtered(closed)
                        .handle(REQUEST)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void afterSeesTheResponseOfItsOwnBefore() throws Exception {
        Filter both = new Filter() {
            @Override
            public Optional<HttpResponse> before(HttpRequest request) {
                return Optional.of(HttpResponse.of(401));
            }

            @Override
            public HttpResponse after(HttpRequest request, HttpResponse response) throws Exception {
                return MARKING.after(request, response);
            }
        };

        assertThat(seenBy(both, request -> HELLO)).contains("401");
    }

    @Test
    void afterSeesTheResponsesToFailures() throws Exception {
        assertThat(seenBy(MARKING, request -> HELLO)).contains("200");
        assertThat(seenBy(MARKING, request -> {
                    throw new HttpException(409, "taken");
                }))
                .contains("409");
        assertThat(seenBy(MARKING, request -> {
                    throw new IllegalStateException("a bug");
                }))
                .contains("500");
        assertThat(seenBy(MARKING, request -> {
                    throw new StackOverflowError();
                }))
                .contains("500");
        assertThat(seenBy(MARKING, request -> null)).contains("500");
        assertThat(seenBy(MARKING, Routes.create())).contains("404");
        assertThat(seenBy(MARKING, Routes.create().post("/", request -> HELLO))).contains("405");
    }

    @Test
    void afterSeesTheOutcomeOfAFuture() throws Exception {
        assertThat(seenBy(MARKING, Handler.async(request -> CompletableFuture.completedFuture(HELLO))))
                .contains("200");
        assertThat(seenBy(MARKING, failingWith(new HttpException(502, "the backend failed"))))
                .contains("502");
        assertThat(seenBy(MARKING, failingWith(new IOException("a bug")))).contains("500");
        assertThat(seenBy(MARKING, Handler.async(request -> CompletableFuture.completedFuture(null))))
                .contains("500");
        assertThat(seenBy(MARKING, Handler.async(request -> null))).contains("500");
        assertThat(seenBy(MARKING, Handler.async(request -> {
                    throw new HttpException(400, "a mistake");
                })))
                .contains("400");
        assertThat(seenBy(
                        MARKING,
                        Handler.async(request -> CompletableFuture.supplyAsync(() -> HELLO)
                                .thenApply(response -> {
                                    throw new IllegalStateException("in a later stage");
                                }))))
                .contains("500");
    }

    @Test
    void afterSeesTheFailureToChooseAnEndpoint() throws Exception {
        Handler failing = new Handler() {
            @Override
            public Endpoint endpoint(HttpRequest head) {
                throw new IllegalStateException("no choice");
            }

            @Override
            public HttpResponse handle(HttpRequest request) {
                return HELLO;
            }
        };
        Handler undecided = new Handler() {
            @Override
            public Endpoint endpoint(HttpRequest head) {
                return null;
            }

            @Override
            public HttpResponse handle(HttpRequest request) {
                return HELLO;
            }
        };

        assertThat(seenBy(MARKING, failing)).contains("500");
        assertThat(seenBy(MARKING, undecided)).contains("500");
        assertThat(seenBy(MARKING, Routes.create().get("/", failing))).contains("500");
    }

    private static Handler failingWith(Exception failure) {
        return Handler.async(request -> CompletableFuture.failedFuture(failure));
    }

    private static Optional<String> seenBy(Filter filter, Handler handler) throws Exception {
        return handler.filtered(filter).handle(REQUEST).headers().first("Seen");
    }

    @Test
    void theFilterThatWasAddedFirstSeesARequestFirstAndItsResponseLast() throws IOException {
        List<String> calls = new ArrayList<>();
        ServerBuilder builder = LkgServer.builder()
                .filter(logging("first", calls))
                .filter(logging("second", calls))
                .handler(request -> {
                    calls.add("handler");
                    return HELLO;
                });
        try (InMemoryClient client = InMemoryClient.of(builder)) {
            client.send(REQUEST);
        }

        assertThat(calls).containsExactly("before first", "before second", "handler", "after second", "after first");
    }

    private static Filter logging(String name, List<String> calls) {
        return new Filter() {
            @Override
            public Optional<HttpResponse> before(HttpRequest request) {
                calls.add("before " + name);
                return Optional.empty();
            }

            @Override
            public HttpResponse after(HttpRequest request, HttpResponse response) {
                calls.add("after " + name);
                return response;
            }
        };
    }

    @Test
    void aFilterThatFailsIsAnswered500AndTheOuterFilterSeesThat() throws IOException {
        List<Filter> failing = List.of(
                Filter.before(request -> {
                    throw new IllegalStateException("before");
                }),
                Filter.before(request -> null),
                Filter.after((request, response) -> {
                    throw new IllegalStateException("after");
                }),
                Filter.after((request, response) -> null));
        Handler later = Handler.async(request -> CompletableFuture.completedFuture(HELLO));
        for (Filter filter : failing) {
            for (Handler handler : List.of((Handler) request -> HELLO, later)) {
                ServerBuilder builder =
                        LkgServer.builder().handler(handler).filter(MARKING).filter(filter);
                try (InMemoryClient client = InMemoryClient.of(builder)) {
                    ReceivedResponse response = client.send(REQUEST);

                    assertThat(response.status()).isEqualTo(500);
                    assertThat(response.headers().first("Seen")).contains("500");
                }
            }
        }
    }

    @Test
    void cancellingTheFilteredFutureCancelsTheHandlersAndFiltersNothing() throws Exception {
        CompletableFuture<HttpResponse> handlers = new CompletableFuture<>();
        List<HttpResponse> filtered = new ArrayList<>();
        Filter filter = Filter.after((request, response) -> {
            filtered.add(response);
            return response;
        });
        Endpoint.Later later = (Endpoint.Later) Handler.async(request -> handlers)
                .filtered(filter)
                .filtered(filter)
                .endpoint(REQUEST);

        later.handler().handle(REQUEST).toCompletableFuture().cancel(true);

        assertThat(handlers).isCancelled();
        assertThat(filtered).isEmpty();
    }

    static Stream<Handler> handlersOfEachKind() {
        return RoutesTest.handlersOfEachKind();
    }

    @ParameterizedTest
    @MethodSource("handlersOfEachKind")
    void aFilteredHandlerKeepsItsKind(Handler handler) {
        Handler filtered = handler.filtered(MARKING);

        assertThat(RoutesTest.kind(filtered, "/")).isEqualTo(RoutesTest.kind(handler, "/"));
    }

    @Test
    void aFilterRunsOnTheThreadOfItsHandler() throws IOException {
        List<Thread> threads = new ArrayList<>();
        ServerBuilder builder = LkgServer.builder()
                .filter(Filter.before(request -> {
                    threads.add(Thread.currentThread());
                    return Optional.empty();
                }))
                .handler(Routes.create()
                        .get("/loop", Handler.onLoop(request -> HELLO))
                        .get("/executor", request -> HELLO));
        try (InMemoryClient client = InMemoryClient.of(builder)) {
            client.send(HttpRequest.get("/loop"));
            client.send(HttpRequest.get("/executor"));
        }

        assertThat(threads.get(0)).as("the loop of this client").isSameAs(Thread.currentThread());
        assertThat(threads.get(1)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aFilteredStreamingHandlerStillReadsPastTheLimitForMemory() throws IOException {
        ServerBuilder builder = LkgServer.builder()
                .maxBodyBytes(10)
                .filter(MARKING)
                .handler(Handler.streaming(request ->
                        HttpResponse.text(200, String.valueOf(request.body().bytes().length))));
        try (InMemoryClient client = InMemoryClient.of(builder)) {
            ReceivedResponse response = client.send(HttpRequest.post("/", "text/plain", new byte[200_000]));

            assertThat(response.text()).isEqualTo("200000");
            assertThat(response.headers().first("Seen")).contains("200");
        }
    }

    @Test
    void fieldsAreSetInPlaceOfThoseOfTheSameName() throws Exception {
        Filter filter = Filter.setting(Headers.of("X-Frame-Options", "DENY", "content-type", "text/html"));
        Handler failing = request -> {
            throw new IllegalStateException("a bug");
        };

        HttpResponse response = ((Handler) request -> HELLO).filtered(filter).handle(REQUEST);

        assertThat(response.headers()).isEqualTo(Headers.of("X-Frame-Options", "DENY", "content-type", "text/html"));
        assertThat(response.body()).isEqualTo(HELLO.body());
        assertThat(Routes.create().filtered(filter).handle(REQUEST).headers().first("X-Frame-Options"))
                .as("with the 404")
                .contains("DENY");
        assertThat(failing.filtered(filter).handle(REQUEST).headers().first("X-Frame-Options"))
                .as("with the 500")
                .contains("DENY");
    }

    @Test
    void aFieldThatTheServerWritesIsRefusedWhenTheFilterIsMade() {
        assertThatThrownBy(() -> Filter.setting(Headers.of("content-length", "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callingAFilteredHandlerDirectlyThrowsWhatAfterThrows() {
        Filter failing = Filter.after((request, response) -> {
            throw new IllegalStateException("a bug of the filter");
        });
        Handler handler = request -> HELLO;

        assertThatThrownBy(() -> handler.filtered(failing).handle(REQUEST)).hasMessage("a bug of the filter");
    }
}
