package lkg.server.watch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lkg.http.Client;
import lkg.reactor.Acceptor;
import lkg.reactor.EventHandler;
import lkg.server.connection.Description;
import lkg.server.context.Peer;
import lkg.server.proxy.ForwardedClient;

/** What a trace remembers of the open connections. Thread-safe. */
final class Tracks {

    /** The listener's number. Connections count from 1. */
    private static final long LISTENER = 0;

    private final Map<Long, Track> open = new ConcurrentHashMap<>();
    private final Track listenerTrack = new Track(LISTENER);
    private volatile Optional<Acceptor> acceptor = Optional.empty();
    private volatile boolean full;

    Track of(EventHandler handler) {
        return Description.client(handler).map(this::of).orElse(listenerTrack);
    }

    Track of(Client client) {
        Client peer = client instanceof ForwardedClient forwarded ? forwarded.proxy() : client;
        if (!(peer instanceof Peer known)) {
            return listenerTrack;
        }
        Track track = open.get(known.number);
        // One that has ended is not kept: a late wake-up may still tell of it.
        return track == null ? new Track(known.number) : track;
    }

    /** Keeps a new track of a client that has connected. */
    Track add(Client client) {
        Track track = of(client);
        open.put(track.number, track);
        return track;
    }

    void forget(Track track) {
        open.remove(track.number);
    }

    /** The listener waits: for connections, or for room if it {@code isFull}. */
    void listener(Acceptor listening, boolean isFull) {
        acceptor = Optional.of(listening);
        full = isFull;
    }

    /** Whether the listener waits until a connection is closed. */
    boolean isFull() {
        return full;
    }

    /** Connections that are open. */
    int open() {
        return acceptor.map(Acceptor::open).orElse(0);
    }
}
