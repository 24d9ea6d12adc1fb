package lkg.server.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Endpoint;
import lkg.server.Handler;
import org.junit.jupiter.api.Test;

class PendingAnswerTest {

    private final CompletableFuture<HttpResponse> future = new CompletableFuture<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final HttpRequest request = HttpRequest.get("/");
    private final PendingAnswer answer = PendingAnswer.start(
            Handler.async(r -> future).endpoint(request), request, Runnable::run, wakeUps::incrementAndGet);

    @Test
    void aFutureThatFailsIsAnswered() {
        future.completeExceptionally(new IllegalStateException("thrown on purpose"));

        assertThat(answer.response()).map(HttpResponse::status).hasValue(500);
        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void anAnswerOfAnotherThreadWakesTheConnection() {
        Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.IN_EXECUTOR, any -> HttpResponse.of(204));

        PendingAnswer answer =
                PendingAnswer.start(endpoint, HttpRequest.get("/"), Runnable::run, wakeUps::incrementAndGet);

        assertThat(answer.response()).contains(HttpResponse.of(204));
        assertThat(wakeUps)
                .as("wake-ups: nobody looks at an answer that is only stored")
                .hasValue(1);
    }

    /** The connection may look at once: a response that is stored behind the wake-up is not seen before the next one. */
    @Test
    void theAnswerIsThereWhenTheConnectionIsWoken() {
        List<Boolean> seen = new ArrayList<>();
        PendingAnswer answer = PendingAnswer.start(
                Handler.async(r -> future).endpoint(request), request, Runnable::run, () -> seen.add(hasResponse()));
        this.woken = answer;

        future.complete(HttpResponse.of(204));

        assertThat(seen).as("whether the response is there, at each wake-up").containsExactly(true);
    }

    private PendingAnswer woken;

    private boolean hasResponse() {
        return woken.response().isPresent();
    }

    @Test
    void theServerDoesNotTakeItsOwnCancellationForAFailureOfTheHandler() {
        answer.cancel();

        assertThat(future).isCancelled();
        assertThat(answer.response())
                .as("response to the failure, which would also be logged")
                .isEmpty();
        assertThat(wakeUps).hasValue(0);
    }
}
