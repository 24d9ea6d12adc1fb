package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lkg.http.Body;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.http.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kinds of handlers, and what becomes of their failures. */
class HandlerTest {

    private static final HttpRequest REQUEST = HttpRequest.get("/");

    // Where they run

    @Test
    void aLambdaRunsInTheExecutorAndOthersOnTheLoop() throws IOException {
        Thread loop = Thread.currentThread();

        assertThat(answer(request -> HttpResponse.text(200, isOn(loop))).text()).isEqualTo("no");
        assertThat(answer(Handler.onLoop(request -> HttpResponse.text(200, isOn(loop))))
                        .text())
                .isEqualTo("yes");
        assertThat(answer(Handler.async(
                                request -> CompletableFuture.completedFuture(HttpResponse.text(200, isOn(loop)))))
                        .text())
                .isEqualTo("yes");
    }

    private static String isOn(Thread loop) {
        return Thread.currentThread() == loop ? "yes" : "no";
    }

    @Test
    void aLambdaThatCallsAnotherHandlerMayBlock() {
        Handler onLoop = Handler.onLoop(request -> HttpResponse.of(200));
        Handler calling = request -> onLoop.handle(request);

        assertThat(RoutesTest.kind(calling, "/")).isEqualTo(Endpoint.Runs.IN_EXECUTOR);
    }

    @Test
    void onlyAStreamingHandlerReadsTheBodyWhileItArrives() throws IOException {
        Handler telling =
                request -> HttpResponse.text(200, request.body().getClass().getSimpleName());
        HttpRequest post = HttpRequest.post("/", "text/plain", new byte[3]);

        assertThat(answer(telling, post).text()).isEqualTo("InMemory");
        assertThat(answer(Handler.onLoop(telling), post).text()).isEqualTo("InMemory");
        assertThat(answer(Handler.streaming(telling), post).text()).isEqualTo("Streamed");
    }

    // Called directly, as in a unit test

    @Test
    void eachKindCanBeCalledDirectly() throws Exception {
        HttpResponse hello = HttpResponse.text(200, "hello");
        HttpRequest post = REQUEST.withBody(RequestBody.of(new byte[] {'h', 'i'}));

        assertThat(Handler.onLoop(request -> hello).handle(REQUEST)).isSameAs(hello);
        assertThat(Handler.streaming(
                                request -> HttpResponse.text(200, request.body().text()))
                        .handle(post))
                .isEqualTo(HttpResponse.text(200, "hi"));
        assertThat(Handler.async(request -> CompletableFuture.supplyAsync(() -> hello))
                        .handle(REQUEST))
                .isSameAs(hello);
        assertThat(Handler.events(stream -> {}).handle(REQUEST).headers().first("Content-Type"))
                .contains("text/event-stream");
    }

    @Test
    void aFutureThatFailsThrowsItsCause() {
        assertThatThrownBy(() -> Handler.async(request -> CompletableFuture.failedFuture(new IOException("far away")))
                        .handle(REQUEST))
                .isInstanceOf(IOException.class)
                .hasMessage("far away");
    }

    // Failures

    @Test
    void anHttpExceptionIsAnsweredWithItsStatusAndMessage() throws IOException {
        HttpException missing = new HttpException(404, "there is no such todo");
        Handler[] handlers = {
            request -> {
                throw missing;
            },
            Handler.onLoop(request -> {
                throw missing;
            }),
            Handler.async(request -> {
                throw missing;
            }),
            Handler.async(request -> CompletableFuture.failedFuture(missing)),
            Handler.async(request -> CompletableFuture.failedFuture(new CompletionException(missing))),
        };
        for (Handler handler : handlers) {
            ReceivedResponse response = answer(handler);

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.text()).isEqualTo("404 there is no such todo\n");
        }
    }

    /** Each of these is a bug of the handler's. */
    enum Bug implements Handler {
        EXCEPTION {
            @Override
            public HttpResponse handle(HttpRequest request) throws Exception {
                throw new Exception("the password is 123");
            }
        },
        ERROR {
            @Override
            public HttpResponse handle(HttpRequest request) {
                throw new StackOverflowError("the password is 123");
            }
        },
        UNPRINTABLE {
            @Override
            public HttpResponse handle(HttpRequest request) {
                throw new IllegalStateException() {
                    @Override
                    public String toString() {
                        throw this;
                    }
                };
            }
        },
        NULL {
            @Override
            public HttpResponse handle(HttpRequest request) {
                return null;
            }
        },
        NEGATIVE_LENGTH {
            @Override
            public HttpResponse handle(HttpRequest request) {
                Path none = Path.of("none");
                return HttpResponse.of(200).withBody(new Body.FileRegion(() -> FileChannel.open(none), 0, -1));
            }
        },
        UNOPENED_FILE {
            @Override
            public HttpResponse handle(HttpRequest request) {
                return HttpResponse.of(200)
                        .withBody(new Body.FileRegion(
                                () -> {
                                    throw new NoSuchFileException("secret");
                                },
                                0,
                                100_000));
            }
        },
        SHORT_FILE {
            @Override
            public HttpResponse handle(HttpRequest request) {
                return HttpResponse.of(200)
                        .withBody(new Body.FileRegion(() -> FileChannel.open(Path.of("pom.xml")), 1L << 40, 5));
            }
        },
        NO_SOURCE {
            @Override
            public HttpResponse handle(HttpRequest request) {
                return HttpResponse.of(200).withBody(new Body.Pulled(wakeUp -> null));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBugIsAnswered500AndTheConnectionGoesOn(Bug bug) throws IOException {
        for (Handler handler : new Handler[] {bug, Handler.onLoop(bug)}) {
            try (InMemoryClient client = InMemoryClient.of(handler)) {
                for (int i = 0; i < 2; i++) {
                    ReceivedResponse response = client.send(REQUEST);

                    assertThat(response.status()).isEqualTo(500);
                    assertThat(response.text()).isEqualTo("500 the server failed to answer this request\n");
                }
            }
        }
    }

    // The client

    @Test
    void aHandlerKnowsWhoAsks() throws IOException {
        InetAddress address = InetAddress.getByName(answer(request -> HttpResponse.text(
                        200, request.client().address().getAddress().getHostAddress()))
                .text());

        assertThat(address).isEqualTo(InetAddress.getLoopbackAddress());
    }

    // Helpers

    private static ReceivedResponse answer(Handler handler) throws IOException {
        return answer(handler, REQUEST);
    }

    private static ReceivedResponse answer(Handler handler, HttpRequest request) throws IOException {
        try (InMemoryClient client = InMemoryClient.of(handler)) {
            return client.send(request);
        }
    }
}
