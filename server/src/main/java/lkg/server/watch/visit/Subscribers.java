package lkg.server.watch.visit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Many clients of one event stream, on one thread with a selector. */
final class Subscribers {

    private static final String TARGET = "/lkg-watch/events";
    private static final int ENOUGH_EVENTS = 3;
    private static final double LONGEST = 30;
    private static final double LONGEST_WITHOUT_PROGRESS = 3;
    private static final long TURN_MILLIS = 100;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Fewer than the kernel keeps for the server by default: it drops what it has no room for. */
    private static final int MAX_PENDING = 800;

    /** One of them. Its events are counted by their number signs. */
    private static final class Subscriber {
        private boolean served;
        private int events;
    }

    private final Run run;
    private final Selector selector;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    private final long beganNanos = System.nanoTime();
    private int most;
    private int opened;

    /** Those that have heard from the server, and those of them that have had enough, or were turned away. */
    private int served;

    private int done;
    private long events;
    private double lastProgress;

    private Subscribers(Run run, Selector selector) {
        this.run = run;
        this.selector = selector;
        this.most = run.crowd();
    }

    static void subscribe(Run run) throws IOException {
        try (Selector selector = Selector.open()) {
            Subscribers subscribers = new Subscribers(run, selector);
            try {
                subscribers.play();
            } finally {
                subscribers.leave();
            }
        }
    }

    private void play() throws IOException {
        run.say(most + " clients are going to ask for " + TARGET);
        long nextLine = 1;
        while (done < most && seconds() < LONGEST && seconds() < lastProgress + LONGEST_WITHOUT_PROGRESS) {
            while (opened < most && opened - served < MAX_PENDING) {
                open();
            }
            int before = served + done;
            selector.select(this::onReady, TURN_MILLIS);
            lastProgress = served + done > before ? seconds() : lastProgress;
            if (seconds() >= nextLine) {
                nextLine++;
                tell();
            }
        }
        tell();
        if (served < opened) {
            run.say((opened - served) + " wait until the server accepts them: it has as many as it may have");
        }
    }

    private void tell() {
        run.say("of " + opened + " clients " + served + " are served, and have had " + events + " events");
    }

    private double seconds() {
        return (System.nanoTime() - beganNanos) / (double) run.second().toNanos();
    }

    /** One more, if this process may have so many. */
    private void open() {
        try {
            SocketChannel channel = SocketChannel.open();
            opened++;
            connect(channel);
        } catch (IOException e) {
            most = opened;
            run.say("there are no more than " + opened + " clients: " + e.getMessage());
        }
    }

    private void connect(SocketChannel channel) throws IOException {
        Subscriber subscriber = new Subscriber();
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, subscriber);
        try {
            if (channel.connect(run.server())) {
                subscribe(key, channel);
            }
        } catch (IOException e) {
            end(channel, subscriber);
        }
    }

    private void onReady(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Subscriber subscriber = (Subscriber) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                subscribe(key, channel);
            } else {
                read(channel, subscriber);
            }
        } catch (IOException e) {
            end(channel, subscriber);
        }
    }

    /** A new connection has room for so few bytes. */
    private void subscribe(SelectionKey key, SocketChannel channel) throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        channel.write(ByteBuffer.wrap(Caller.get(TARGET).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void read(SocketChannel channel, Subscriber subscriber) throws IOException {
        if (channel.read(bytes.clear()) == -1) {
            end(channel, subscriber);
            return;
        }
        int before = subscriber.events;
        for (int i = 0; i < bytes.position(); i++) {
            subscriber.events += bytes.get(i) == '#' ? 1 : 0;
        }
        events += subscriber.events - before;
        done += before < ENOUGH_EVENTS && subscriber.events >= ENOUGH_EVENTS ? 1 : 0;
        heardOf(subscriber);
    }

    private void heardOf(Subscriber subscriber) {
        served += subscriber.served ? 0 : 1;
        subscriber.served = true;
    }

    private void end(SocketChannel channel, Subscriber subscriber) {
        done += subscriber.events < ENOUGH_EVENTS ? 1 : 0;
        heardOf(subscriber);
        close(channel);
    }

    private void leave() {
        selector.keys().forEach(key -> close(key.channel()));
        run.say("all leave");
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It counts as closed all the same.
        }
    }
}
