package lkg.lab.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The stages, in the order of the chapters. */
final class Stages {

    private Stages() {}

    static List<Stage> all(Path projectRoot, Target target) throws IOException {
        return List.of(
                new Stage(
                        "1 Initialisation",
                        "It listens, and answers GET, HEAD, an unknown page and HTTP/1.0 with well-formed responses.",
                        BasicChecks.initialisation()),
                new Stage(
                        "2 Running the server",
                        "A client that is slow, silent or gone holds up nobody else.",
                        BasicChecks.running()),
                new Stage(
                        "3 Accepting connections",
                        "A burst of connections is taken, and idle ones cost so little that others are served.",
                        AcceptChecks.accepting()),
                new Stage(
                        "4 Closing connections",
                        "A connection ends when it should, not before, and its client sees the last response.",
                        CloseChecks.closing(projectRoot, target.path())),
                new Stage(
                        "5 The readable event",
                        "Each wire case is taken or refused, however it is cut into pieces; no head is endless.",
                        ReadChecks.reading(projectRoot, target)),
                new Stage(
                        "6 The writable event",
                        "Responses come whole and in order, also to a client that reads slowly or not at all.",
                        WriteChecks.writing()),
                new Stage(
                        "7 The thread pool",
                        "Many requests at once are each answered once, and no client that waits holds a worker.",
                        PoolChecks.pool()),
                new Stage(
                        "8 The timer",
                        "A client that stops is ended within the idle time (--idle).",
                        TimerChecks.timer()));
    }
}
