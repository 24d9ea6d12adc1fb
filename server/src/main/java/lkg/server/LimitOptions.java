package lkg.server;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
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

    @Option(names = "--queue", paramLabel = "N", description = "Jobs that wait for a worker; beyond it 503 (1024).")
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

    /** Throws {@link IllegalArgumentException} for a value that no server can have. */
    void applyTo(ServerBuilder builder) {
        ifGiven(maxConnections, builder::maxConnections);
        ifGiven(maxRequests, builder::maxRequestsPerConnection);
        ifGiven(queue, builder::queueCapacity);
        ifGiven(backlog, builder::backlog);
        ifGiven(idleTimeout, seconds -> builder.idleTimeout(Duration.ofSeconds(seconds)));
        ifGiven(headTimeout, seconds -> builder.headTimeout(Duration.ofSeconds(seconds)));
        ifGiven(stallTimeout, seconds -> builder.stallTimeout(Duration.ofSeconds(seconds)));
        ifGiven(lingerTimeout, seconds -> builder.lingerTimeout(Duration.ofSeconds(seconds)));
        builder.limits(parserLimits());
    }

    Duration grace() {
        if (grace < 0) {
            throw new IllegalArgumentException("grace must not be negative, but was " + grace);
        }
        return Duration.ofSeconds(grace);
    }

    private ParserLimits parserLimits() {
        ParserLimits limits = ParserLimits.defaults();
        limits = ifGiven(maxHead, limits::withMaxHeadBytes, limits);
        limits = ifGiven(maxRequestLine, limits::withMaxRequestLineBytes, limits);
        limits = ifGiven(maxFields, limits::withMaxFields, limits);
        return ifGiven(maxBody, limits::withMaxBodyBytes, limits);
    }

    private static void ifGiven(Integer value, IntConsumer setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static ParserLimits ifGiven(Integer value, IntFunction<ParserLimits> change, ParserLimits unchanged) {
        return value == null ? unchanged : change.apply(value);
    }
}
