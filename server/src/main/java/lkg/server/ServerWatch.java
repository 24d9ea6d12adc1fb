package lkg.server;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import lkg.reactor.ChannelStatus;
import lkg.reactor.EventLoopGroup;
import lkg.server.connection.Description;
import lkg.threadpool.ThreadPool;

/** Looks at a server for whoever asks for its numbers. Thread-safe. */
record ServerWatch(EventLoopGroup loops, List<ThreadPool> pools, Connections connections, ServerConfig config) {

    /** More than a loop that runs no blocking code needs for a turn. */
    private static final int MAX_TURN_SECONDS = 1;

    ServerStatus status(boolean hasEnded) {
        return new ServerStatus(
                phase(hasEnded),
                connections.open(),
                connections.context().idle().size(),
                config.maxConnections(),
                connections.context().memory().heldBytes(),
                config.connections().maxBytesInFlight(),
                sum(ThreadPool::queueDepth),
                sum(ThreadPool::busyWorkers),
                workers(),
                connections.context().traffic().receivedBytes(),
                connections.context().traffic().sentBytes(),
                loops.status());
    }

    private ServerStatus.Phase phase(boolean hasEnded) {
        if (hasEnded) {
            return ServerStatus.Phase.ENDED;
        }
        return connections.isStopping() ? ServerStatus.Phase.DRAINING : ServerStatus.Phase.RUNNING;
    }

    /** The pool for TLS has a worker for each loop. */
    private int workers() {
        return config.tls().isPresent()
                ? (pools.size() - 1) * config.workers() + config.loops()
                : pools.size() * config.workers();
    }

    private int sum(Function<ThreadPool, Integer> number) {
        return pools.stream().mapToInt(number::apply).sum();
    }

    CompletionStage<List<ConnectionStatus>> connections(int max) {
        long share = Math.max(1, max / loops.status().size());
        return lookAtAll(channels -> channels.map(Description::of)
                        .flatMap(Optional::stream)
                        .limit(share)
                        .toList())
                .thenApply(lists -> lists.stream().flatMap(List::stream).toList());
    }

    CompletionStage<Map<ConnectionState, Integer>> connectionStates() {
        return lookAtAll(ServerWatch::countByState).thenApply(counts -> {
            Map<ConnectionState, Integer> all = new EnumMap<>(ConnectionState.class);
            counts.forEach(some -> some.forEach((state, count) -> all.merge(state, count, Integer::sum)));
            return all;
        });
    }

    private static Map<ConnectionState, Integer> countByState(Stream<ChannelStatus> channels) {
        Map<ConnectionState, Integer> counts = new EnumMap<>(ConnectionState.class);
        channels.map(Description::state)
                .flatMap(Optional::stream)
                .forEach(state -> counts.merge(state, 1, Integer::sum));
        return counts;
    }

    /**
     * What the loops have answered within a second. Completes on a thread of its own: a loop must not wait for what the
     * caller does with it, and the common pool may be busy, since it has a single thread on a machine with two
     * processors.
     */
    private <T> CompletableFuture<List<T>> lookAtAll(Function<Stream<ChannelStatus>, T> look) {
        List<CompletableFuture<Optional<T>>> answers = loops.look(look).stream()
                .map(answer -> answer.thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), MAX_TURN_SECONDS, TimeUnit.SECONDS)
                        .exceptionally(ended -> Optional.empty()))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        all -> answers.stream()
                                .map(CompletableFuture::join)
                                .flatMap(Optional::stream)
                                .toList(),
                        ServerWatch::runOnNewThread);
    }

    private static void runOnNewThread(Runnable task) {
        Thread thread = new Thread(task, "lkg-watch");
        thread.setDaemon(true);
        thread.start();
    }
}
