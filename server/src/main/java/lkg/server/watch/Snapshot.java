package lkg.server.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lkg.reactor.ChannelStatus;
import lkg.reactor.EventLoopGroup;
import lkg.server.ConnectionState;
import lkg.server.ConnectionStatus;
import lkg.server.connection.Description;

/**
 * What all connections of a loop do at one moment, as an event: for a page that has missed events, because they had left
 * the ring. Each loop makes its own in a task, and asks its connections themselves.
 */
final class Snapshot {

    private static final int MAX_CARDS = 200;

    private Snapshot() {}

    static void take(EventLoopGroup loops, EventRing ring) {
        loops.look(channels -> {
            record(channels, ring);
            return true;
        });
    }

    private static void record(Stream<ChannelStatus> channels, EventRing ring) {
        Map<ConnectionState, Integer> states = new EnumMap<>(ConnectionState.class);
        List<Map<String, Object>> cards = new ArrayList<>();
        channels.forEach(channel -> Description.state(channel).ifPresent(state -> {
            states.merge(state, 1, Integer::sum);
            if (cards.size() < MAX_CARDS) {
                Description.of(channel).ifPresent(connection -> cards.add(card(connection, channel, ring)));
            }
        }));
        String loop = Thread.currentThread().getName();
        ring.add(Kind.SNAPSHOT, Fields.of("loop", loop).put("states", states).put("cards", cards));
    }

    private static Map<String, Object> card(ConnectionStatus connection, ChannelStatus channel, EventRing ring) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("c", connection.number());
        card.put(
                "client",
                connection.client().getAddress().getHostAddress() + ":"
                        + connection.client().getPort());
        card.put("state", connection.state());
        card.put("owner", channel.isAtWork() ? "handler" : "loop");
        card.put("awaits", connection.waitsFor());
        card.put("deadline", connection.timeLeft().map(left -> deadline(left, ring)));
        card.put("request", connection.request().map(Words::abridged));
        connection.counts().ifPresent(counts -> {
            card.put("in", counts.receivedBytes());
            card.put("out", counts.sentBytes());
            card.put("requests", counts.requests());
        });
        return card;
    }

    private static long deadline(Duration left, EventRing ring) {
        return ring.since(System.nanoTime()) + left.toNanos();
    }
}
