package lkg.server.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lkg.http.HttpResponse;
import lkg.reactor.LoopStatus;
import lkg.server.LkgServer;
import lkg.server.ServerStatus;

/** Answers whoever decides whether the server gets requests, and whether it has to be started again. */
final class Health {

    /** Longer than a pause of the whole process that ends by itself. */
    static final Duration MAX_TURN = Duration.ofSeconds(10);

    private Health() {}

    /** 200 if the server takes new connections. */
    static HttpResponse readiness(Optional<LkgServer> server) {
        return server.map(running -> readiness(running.status())).orElseGet(() -> unavailable("starting"));
    }

    static HttpResponse readiness(ServerStatus status) {
        return switch (status.phase()) {
            case RUNNING ->
                status.loops().stream().anyMatch(LoopStatus::ended)
                        ? unavailable("an event loop has ended")
                        : HttpResponse.text(200, "ready\n");
            case DRAINING -> unavailable("draining");
            case ENDED -> unavailable("ended");
        };
    }

    /** 200 if the server works, or will by itself. */
    static HttpResponse liveness(Optional<LkgServer> server) {
        return server.map(running -> liveness(running.status())).orElseGet(() -> HttpResponse.text(200, "starting\n"));
    }

    static HttpResponse liveness(ServerStatus status) {
        List<LoopStatus> stuck = status.loops().stream()
                .filter(loop -> loop.currentTurn().compareTo(MAX_TURN) > 0)
                .toList();
        if (!stuck.isEmpty()) {
            return unavailable(stuck.stream()
                    .map(loop ->
                            loop.name() + " is stuck for " + loop.currentTurn().toSeconds() + " s")
                    .collect(Collectors.joining(", ")));
        }
        boolean isBroken = status.phase() != ServerStatus.Phase.DRAINING
                && status.loops().stream().anyMatch(LoopStatus::ended);
        return isBroken ? unavailable("an event loop has ended") : HttpResponse.text(200, "live\n");
    }

    private static HttpResponse unavailable(String reason) {
        return HttpResponse.text(503, reason + "\n");
    }
}
