package lkg.server.admin;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import lkg.reactor.LoopStatus;
import lkg.server.ConnectionState;
import lkg.server.LkgServer;
import lkg.server.ServerStatus;
import lkg.server.context.ServerVersion;
import lkg.server.files.CacheStatus;
import lkg.server.files.StaticFiles;

/** The numbers that a server is asked for at each scrape. Thread-safe. */
final class StatusMetrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private record Sample(ServerStatus server, Map<ConnectionState, Integer> states, CacheStatus cache) {}

    private final PrometheusRegistry registry;
    private final LkgServer server;
    private final StaticFiles files;
    private volatile Sample latest;

    StatusMetrics(PrometheusRegistry registry, LkgServer server, StaticFiles files) {
        this.registry = registry;
        this.server = server;
        this.files = files;
        latest = new Sample(server.status(), Map.of(), files.cacheStatus());
        buildInfo();
        registerConnections();
        registerWork();
        registerLoops();
        registerCache();
    }

    /** Asks the server. What is collected next is of this moment. */
    CompletionStage<Void> update() {
        return server.connectionStates()
                .thenAccept(states -> latest = new Sample(server.status(), states, files.cacheStatus()));
    }

    private void buildInfo() {
        Info.builder()
                .name("lkg_build_info")
                .help("Of the server; the value is always 1.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(ServerVersion.text().orElse("development"));
    }

    private void registerConnections() {
        gauges(
                "lkg_connections",
                "Open connections by what they do. Those of a stuck event loop are missing.",
                callback -> {
                    for (ConnectionState state : ConnectionState.values()) {
                        callback.call(latest.states.getOrDefault(state, 0), state.name());
                    }
                },
                "state");
        gauge("lkg_connections_open", "Open connections.", s -> s.server.openConnections());
        gauge("lkg_connections_idle", "Open ones that wait for a request.", s -> s.server.idleConnections());
        gauge("lkg_connections_max", "Connections that may be open.", s -> s.server.maxConnections());
        counter("lkg_received_bytes", "Bytes received on all connections.", s -> s.server.bytesReceived());
        counter("lkg_sent_bytes", "Bytes sent on all connections.", s -> s.server.bytesSent());
        gauge(
                "lkg_draining",
                "1 if it takes no connections any more.",
                s -> s.server.phase() == ServerStatus.Phase.RUNNING ? 0 : 1);
    }

    private void registerWork() {
        gauge("lkg_in_flight_bytes", "Memory that the connections hold.", s -> s.server.bytesInFlight());
        gauge("lkg_in_flight_bytes_max", "Memory that they may hold.", s -> s.server.maxBytesInFlight());
        gauge("lkg_queue_depth", "Jobs that wait for a worker.", s -> s.server.queueDepth());
        gauge("lkg_workers_busy", "Workers that run a job.", s -> s.server.busyWorkers());
        gauge("lkg_workers", "All workers.", s -> s.server.workers());
    }

    private void registerLoops() {
        loopCounter("lkg_loop_turns", "Turns of the event loop.", LoopStatus::turns);
        loopCounter("lkg_loop_slow_turns", "Turns that took longer than 20 ms.", LoopStatus::slowTurns);
        loopCounter("lkg_loop_busy_seconds", "Time in turns.", loop -> seconds(loop.busy()));
        loopGauge(
                "lkg_loop_longest_turn_seconds",
                "The longest turn since the start.",
                loop -> seconds(loop.longestTurn()));
        loopGauge(
                "lkg_loop_current_turn_seconds",
                "The current turn; 0 while the loop waits.",
                loop -> seconds(loop.currentTurn()));
    }

    private void registerCache() {
        counter("lkg_cache_hits", "Look-ups of files that found one in memory.", s -> s.cache.hits());
        counter("lkg_cache_misses", "Look-ups of files that did not.", s -> s.cache.misses());
        counter("lkg_cache_evictions", "Files that gave way to others, or were not used.", s -> s.cache.evictions());
        gauge("lkg_cache_bytes", "Memory of the files that were looked up.", s -> s.cache.bytes());
        gauge("lkg_cache_bytes_max", "Memory that they may have.", s -> s.cache.maxBytes());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    private void gauge(String name, String help, ToDoubleFunction<Sample> value) {
        gauges(name, help, callback -> callback.call(value.applyAsDouble(latest)));
    }

    private void gauges(String name, String help, Consumer<GaugeWithCallback.Callback> values, String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(registry);
    }

    private void counter(String name, String help, ToDoubleFunction<Sample> value) {
        counters(name, help, callback -> callback.call(value.applyAsDouble(latest)));
    }

    private void counters(String name, String help, Consumer<CounterWithCallback.Callback> values, String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(registry);
    }

    private void loopGauge(String name, String help, ToDoubleFunction<LoopStatus> value) {
        gauges(name, help, callback -> forEachLoop(value, callback::call), "loop");
    }

    private void loopCounter(String name, String help, ToDoubleFunction<LoopStatus> value) {
        counters(name, help, callback -> forEachLoop(value, callback::call), "loop");
    }

    private void forEachLoop(ToDoubleFunction<LoopStatus> value, BiConsumer<Double, String> call) {
        latest.server.loops().forEach(loop -> call.accept(value.applyAsDouble(loop), loop.name()));
    }
}
