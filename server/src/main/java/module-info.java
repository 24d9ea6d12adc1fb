/** LkgServer: the five parts, assembled. */
@SuppressWarnings("requires-automatic") // The library for metrics has no module descriptors.
module lkg.server {
    requires transitive lkg.http;
    requires lkg.buffer;
    requires transitive lkg.reactor;
    requires lkg.threadpool;
    requires com.github.benmanes.caffeine;
    requires jdk.unsupported;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;

    // For those who record: a runtime image may leave it out.
    requires static jdk.jfr;

    // For the command line only.
    requires static info.picocli;
    requires static io.prometheus.metrics.core;
    requires static io.prometheus.metrics.config;
    requires static io.prometheus.metrics.instrumentation.jvm;
    requires static io.prometheus.metrics.model;
    requires static io.prometheus.writer.text;

    exports lkg.server;
    exports lkg.server.files;
    exports lkg.server.log;
}
