package lkg.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import lkg.http.Client;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.server.EndReason;
import lkg.server.Handler;
import lkg.server.InMemoryClient;
import lkg.server.Observer;
import org.junit.jupiter.api.Test;

/** What an observer counts, as a scraper reads it. */
class RequestMetricsTest {

    private final Metrics metrics = new Metrics();
    private final Observer observer = metrics.observer();
    private final Client client = HttpRequest.get("/").client();

    @Test
    void requestsAreCountedByMethodAndStatus() throws Exception {
        answer("GET", 200);
        answer("GET", 200);
        answer("HEAD", 404);

        assertThat(value("http_server_requests_total{method=\"GET\",status=\"200\"}"))
                .isEqualTo(2);
        assertThat(value("http_server_requests_total{method=\"HEAD\",status=\"404\"}"))
                .isEqualTo(1);
    }

    @Test
    void aMethodThatAClientMadeUpIsNoLabel() throws Exception {
        answer("BREW", 501);
        answer("other", 501);

        assertThat(value("http_server_requests_total{method=\"other\",status=\"501\"}"))
                .isEqualTo(2);
    }

    @Test
    void theTimesOfAResponseAreInTheirBuckets() throws Exception {
        answer("GET", 200);

        assertThat(value("http_server_first_byte_seconds_bucket{le=\"0.0025\"}"))
                .isZero();
        assertThat(value("http_server_first_byte_seconds_bucket{le=\"0.005\"}")).isEqualTo(1);
        assertThat(value("http_server_first_byte_seconds_sum")).isEqualTo(0.003);
        assertThat(value("http_server_request_duration_seconds_bucket{le=\"1.0\"}"))
                .isZero();
        assertThat(value("http_server_request_duration_seconds_bucket{le=\"2.5\"}"))
                .isEqualTo(1);
        assertThat(value("http_server_request_duration_seconds_count")).isEqualTo(1);
    }

    @Test
    void aResponseThatWasBrokenOffCountsWithWhatWasSentOfIt() throws Exception {
        observer.onAnswered(answer("GET", 200, Optional.of(EndReason.CLIENT_LEFT)));
        observer.onAbandoned(HttpRequest.get("/"), Duration.ZERO, EndReason.SHUTDOWN);

        assertThat(value("lkg_responses_broken_off_total{reason=\"CLIENT_LEFT\"}"))
                .isEqualTo(1);
        assertThat(value("lkg_response_body_bytes_total")).isEqualTo(1000);
        assertThat(value("lkg_requests_abandoned_total{reason=\"SHUTDOWN\"}")).isEqualTo(1);
    }

    @Test
    void refusalsAreCountedByStatusAndAreNoRequests() throws Exception {
        observer.onRefused(new Observer.Refusal(client, Optional.empty(), new HttpException(431, "too large")));

        assertThat(value("lkg_refusals_total{status=\"431\"}")).isEqualTo(1);
        assertThat(text().samples().keySet()).noneMatch(name -> name.startsWith("http_server_requests_total"));
    }

    @Test
    void eachReasonForAnEndIsThereBeforeItFirstHappens() throws Exception {
        observer.onOpened(client);
        observer.onClosed(client, EndReason.IDLE);

        assertThat(value("lkg_connections_opened_total")).isEqualTo(1);
        for (EndReason reason : EndReason.values()) {
            assertThat(value("lkg_connection_ends_total{reason=\"" + reason + "\"}"))
                    .as(reason.name())
                    .isEqualTo(reason == EndReason.IDLE ? 1 : 0);
        }
    }

    private void answer(String method, int status) {
        observer.onAnswered(answer(method, status, Optional.empty()));
    }

    private static Observer.Answer answer(String method, int status, Optional<EndReason> brokenOff) {
        HttpRequest request = HttpRequest.of(method, "/a");
        return new Observer.Answer(
                request, status, 1000, 1000, Duration.ofMillis(3), Duration.ofMillis(1500), brokenOff);
    }

    private double value(String name) throws Exception {
        return text().value(name);
    }

    private MetricsText text() throws Exception {
        try (InMemoryClient scraper = InMemoryClient.of(Handler.async(request -> metrics.scrape()))) {
            return MetricsText.parse(scraper.send(HttpRequest.get("/metrics")).text());
        }
    }
}
