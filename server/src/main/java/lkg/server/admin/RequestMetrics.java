package lkg.server.admin;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.server.EndReason;
import lkg.server.Observer;

/**
 * Counts requests, refusals and connections as they end. Thread-safe.
 *
 * <p>A client chooses the method of its request, so only those that are known become labels: anybody could fill the
 * memory with new ones otherwise.
 */
final class RequestMetrics implements Observer {

    private static final String OTHER = "other";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", OTHER);

    private static final int STATUSES = 600;

    /** From a small file out of memory to a large download. */
    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60
    };

    private static final double NANOS_PER_SECOND = 1e9;

    private final Counter requests;
    private final Histogram toFirstByte;
    private final Histogram toLastByte;
    private final Counter bodyBytes;
    private final Counter brokenOff;
    private final Counter abandoned;
    private final Counter refusals;
    private final Counter opened;
    private final Counter ends;

    /** The counters of {@code requests} by method and status: finding one there costs more than to add to it. */
    private final AtomicReferenceArray<CounterDataPoint> known = new AtomicReferenceArray<>(METHODS.size() * STATUSES);

    RequestMetrics(PrometheusRegistry registry) {
        requests = counter("http_server_requests", "Requests that were answered.", registry, "method", "status");
        toFirstByte = histogram("http_server_first_byte_seconds", "From a request's head to the first byte.", registry);
        toLastByte =
                histogram("http_server_request_duration_seconds", "From a request's head to the last byte.", registry);
        bodyBytes = counter("lkg_response_body_bytes", "Bytes of the bodies of responses.", registry);
        brokenOff =
                counter("lkg_responses_broken_off", "Responses that did not come to their end.", registry, "reason");
        abandoned = counter("lkg_requests_abandoned", "Requests without a response.", registry, "reason");
        refusals = counter("lkg_refusals", "Requests refused by the server itself.", registry, "status");
        opened = counter("lkg_connections_opened", "Connections that were accepted.", registry);
        ends = counter("lkg_connection_ends", "Connections that have ended, and why.", registry, "reason");
        // A counter that appears with its first event looks to a rate as if nothing had happened.
        for (EndReason reason : EndReason.values()) {
            ends.initLabelValues(reason.name());
        }
    }

    private static Counter counter(String name, String help, PrometheusRegistry registry, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private static Histogram histogram(String name, String help, PrometheusRegistry registry) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public void onOpened(Client client) {
        opened.inc();
    }

    @Override
    public void onAnswered(Answer answer) {
        counterOf(answer.request().method(), answer.status()).inc();
        toFirstByte.observe(seconds(answer.toFirstByte()));
        toLastByte.observe(seconds(answer.toLastByte()));
        bodyBytes.inc(answer.bodyBytes());
        answer.brokenOff()
                .ifPresent(reason -> brokenOff.labelValues(reason.name()).inc());
    }

    private CounterDataPoint counterOf(String method, int status) {
        int known = METHODS.indexOf(method);
        int index = (known < 0 ? METHODS.size() - 1 : known) * STATUSES + status;
        CounterDataPoint counter = this.known.get(index);
        if (counter == null) {
            counter = requests.labelValues(METHODS.get(index / STATUSES), String.valueOf(status));
            this.known.set(index, counter);
        }
        return counter;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    @Override
    public void onRefused(Refusal refusal) {
        refusals.labelValues(String.valueOf(refusal.reason().status())).inc();
    }

    @Override
    public void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {
        abandoned.labelValues(reason.name()).inc();
    }

    @Override
    public void onClosed(Client client, EndReason reason) {
        ends.labelValues(reason.name()).inc();
    }
}
