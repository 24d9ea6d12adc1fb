package lkg.server.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the clients do. */
enum Scenario {
    SMALL_64("612 bytes; 64 connections", "/small.html", 64),
    SMALL_512("612 bytes; 512 connections", "/small.html", 512),
    PIPELINED("612 bytes; 64 connections; 16 pipelined", "/small.html", 64),
    NEW_CONNECTIONS("612 bytes; a new connection each", "/small.html", 64),
    MIDDLE("100 KiB; 64 connections", "/middle.bin", 64),
    LARGE("10 MiB; 16 connections", "/large.bin", 16),
    HELLO("13 bytes from a handler; 64 connections", "/hello", 64),
    BLOCKING("a handler that blocks 5 ms; 64 connections", "/blocking", 64),
    BESIDE_IDLE("612 bytes; 64 connections beside 10 000 idle ones", "/small.html", 64);

    static final int IDLE_CONNECTIONS = 10_000;

    private static final Set<Scenario> OF_THE_MINIMAL_RESPONDER =
            EnumSet.of(SMALL_64, SMALL_512, PIPELINED, BESIDE_IDLE);

    /** Without a comma, for the file of figures. */
    final String title;

    final String path;
    final int connections;

    Scenario(String title, String path, int connections) {
        this.title = title;
        this.path = path;
        this.connections = connections;
    }

    /** Whether the subject can do this at all: a handler that blocks is not for the threads that serve events. */
    boolean isFor(Subject subject) {
        return switch (this) {
            case BLOCKING ->
                !subject.isNginx()
                        && !List.of("minimal", "lkg-inline", "lkg-events-in-pool")
                                .contains(subject.name());
            // It keeps a connection open that the client wants to have closed.
            case NEW_CONNECTIONS -> !List.of("minimal", "microhttp").contains(subject.name());
            default -> !subject.name().equals("minimal") || OF_THE_MINIMAL_RESPONDER.contains(this);
        };
    }
}
