package lkg.server.admin;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.files.StaticFiles;

/** All numbers of a server, in the text format of Prometheus. Thread-safe. */
final class Metrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.builder()
            .setIncludeCreatedTimestamps(false)
            .build();
    private final RequestMetrics requests = new RequestMetrics(registry);
    private volatile Optional<StatusMetrics> status = Optional.empty();

    Metrics() {
        JvmMetrics.builder().register(registry);
    }

    Observer observer() {
        return requests;
    }

    void watch(LkgServer server, StaticFiles files) {
        status = Optional.of(new StatusMetrics(registry, server, files));
    }

    /** The text, as soon as the server's loops have been asked. */
    CompletionStage<HttpResponse> scrape() {
        return status.map(StatusMetrics::update)
                .orElse(CompletableFuture.completedStage(null))
                .thenApply(updated -> HttpResponse.bytes(200, PrometheusTextFormatWriter.CONTENT_TYPE, text()));
    }

    private byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toByteArray();
    }
}
