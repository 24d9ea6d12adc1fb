package lkg.server;

import java.time.Duration;
import lkg.http.ParserLimits;
import picocli.CommandLine.Option;

/** The options that say how much and how long. Their defaults are the builder's: what is not given is not set. */
final class LimitOptions {

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "Open connections; further ones wait in the kernel (8192).")
    private Integer maxConnections;

    @Option(names = "--max-requests", paramLabel = "N", description = "Requests on one connection (1000).")
    private Integer maxRequests;

    @Option(names = "--max-request-line", paramLabel = "BYTES", description = "Beyond it 414 (8192).")
    private Integer maxRequestLine;

    @Option(names = "--max-head", paramLabel = "BYTES", description = "Request line and fields; beyond it 431 (16384).")
    private Integer maxHead;

    @Option(names = "--max-fields", paramLabel = "N", description = "Header fields; beyond it 431 (100).")
    private Integer maxFields;

    @Option(names = "--max-body", paramLabel = "BYTES", description = "Of a request; beyond it 413 (1048576).")
    private Integer maxBody;

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "Jobs that wait for one of --workers; beyond it 503 (1024).")
    private Integer queue;

    @Option(names = "--backlog", paramLabel = "N", description = "Connections that wait to be accepted (1024).")
    private Integer backlog;

    @Option(names = "--idle-timeout", paramLabel = "SECONDS", description = "For the first byte of a request (30).")
    private Integer idleTimeout;

    @Option(
            names = "--head-timeout",
            paramLabel = "SECONDS",
            description = "For all of a request's head, from its first byte (10).")
    private Integer headTimeout;

    @Option(
            names = "--stall-timeout",
            paramLabel = "SECONDS",
            description = "For any progress of a body or a response (60).")
    private Integer stallTimeout;

    @Option(
            names = "--linger-timeout",
            paramLabel = "SECONDS",
            description = "For a client that was refused to read why (5).")
    private Integer lingerTimeout;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "8",
            description = "For requests in flight when the server is stopped (${DEFAULT-VALUE}).")
    private int grace;

    private ParserLimits limits = ParserLimits.defaults();

    /** Throws {@link IllegalArgumentException} for a value that no server can have. */
    void applyTo(ServerBuilder builder, Given given) {
        given.apply("--max-connections", maxConnections, builder::maxConnections);
        given.apply("--max-requests", maxRequests, builder::maxRequestsPerConnection);
        given.apply("--queue", queue, builder::queueCapacity);
        given.apply("--backlog", backlog, builder::backlog);
        given.apply("--idle-timeout", idleTimeout, value -> builder.idleTimeout(seconds(value)));
        given.apply("--head-timeout", headTimeout, value -> builder.headTimeout(seconds(value)));
        given.apply("--stall-timeout", stallTimeout, value -> builder.stallTimeout(seconds(value)));
        given.apply("--linger-timeout", lingerTimeout, value -> builder.lingerTimeout(seconds(value)));
        given.apply("--max-head", maxHead, value -> limits = limits.withMaxHeadBytes(value));
        given.apply("--max-request-line", maxRequestLine, value -> limits = limits.withMaxRequestLineBytes(value));
        given.apply("--max-fields", maxFields, value -> limits = limits.withMaxFields(value));
        given.apply("--max-body", maxBody, value -> limits = limits.withMaxBodyBytes(value));
        builder.limits(limits);
    }

    Duration grace(Given given) {
        if (grace < 0) {
            throw new IllegalArgumentException(given.name("--grace") + " must not be negative, but was " + grace);
        }
        return seconds(grace);
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }
}
