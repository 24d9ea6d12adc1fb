package lkg.server.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.ServerStatus;
import lkg.server.Setting;
import lkg.server.watch.visit.Visit;
import lkg.server.watch.visit.VisitProcess;
import lkg.server.watch.visit.Visits;

/** Starts clients against the server that is watched, and tells its trace what they say. Thread-safe. */
final class VisitStarter implements AutoCloseable {

    private final Trace trace;
    private final LkgServer server;
    private final Runnable stop;
    private final VisitProcess process = new VisitProcess();

    VisitStarter(Trace trace, LkgServer server, Runnable stop) {
        this.trace = trace;
        this.server = server;
        this.stop = stop;
    }

    /** Starts the visit {@code id}, and says whether that could be done. */
    HttpResponse start(String id) throws IOException {
        Optional<Visit> visit = Visits.find(id);
        if (visit.isEmpty()) {
            return HttpResponse.text(404, "there is no such client\n");
        }
        if (server.status().phase() != ServerStatus.Phase.RUNNING) {
            return HttpResponse.text(410, "the server has been stopped\n");
        }
        boolean started = process.start(
                visit.get(),
                server.address(),
                time(Setting.HEAD_TIMEOUT),
                time(Setting.STALL_TIMEOUT),
                () -> tell(id, "begins"),
                this::tell,
                () -> tell(id, "ends"));
        if (!started) {
            return HttpResponse.text(409, "another client is still at work\n");
        }
        return HttpResponse.text(202, "started\n");
    }

    private Duration time(Setting setting) {
        return Duration.ofMillis(trace.settings().get(setting));
    }

    private void tell(String id, String phase) {
        trace.ring().add(Kind.VISIT, Fields.of("id", id).put("phase", phase));
    }

    private void tell(int who, String text) {
        trace.ring().add(Kind.CLIENT, Fields.of("who", who).put("text", text));
        if (text.equals(VisitProcess.READY_TO_STOP)) {
            stop.run();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
