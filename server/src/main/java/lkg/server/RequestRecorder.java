package lkg.server;

import java.time.Duration;
import java.util.Optional;
import jdk.jfr.FlightRecorder;
import lkg.http.Client;
import lkg.http.HttpRequest;

/**
 * Tells the JDK's Flight Recorder of each request, as the event {@code lkg.Request}: {@code jfr print --events
 * lkg.Request recording.jfr} shows them. The runtime has to have the module {@code jdk.jfr}.
 */
public final class RequestRecorder implements Observer {

    private static final String SENT = "SENT";
    private static final String REFUSED = "REFUSED";

    /** Whether a recording has been started in this process, and the runtime can record at all. */
    public static boolean isRecording() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() && FlightRecorder.isInitialized();
    }

    @Override
    public void onAnswered(Answer answer) {
        RequestEvent event = new RequestEvent();
        if (event.isEnabled()) {
            event.status = answer.status();
            event.bodyBytes = answer.bodyBytes();
            event.toFirstByte = answer.toFirstByte().toNanos();
            event.toLastByte = answer.toLastByte().toNanos();
            event.end = answer.brokenOff().map(EndReason::name).orElse(SENT);
            commit(event, answer.request().client(), Optional.of(answer.request()));
        }
    }

    @Override
    public void onRefused(Refusal refusal) {
        RequestEvent event = new RequestEvent();
        if (event.isEnabled()) {
            event.status = refusal.reason().status();
            event.end = REFUSED;
            commit(event, refusal.client(), refusal.request());
        }
    }

    @Override
    public void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {
        RequestEvent event = new RequestEvent();
        if (event.isEnabled()) {
            event.toLastByte = waited.toNanos();
            event.end = reason.name();
            commit(event, request.client(), Optional.of(request));
        }
    }

    private static void commit(RequestEvent event, Client client, Optional<HttpRequest> request) {
        event.client = client.address().getAddress().getHostAddress();
        event.method = request.map(HttpRequest::method).orElse("");
        event.path = request.map(HttpRequest::target)
                .map(target -> target.replaceFirst("\\?.*", ""))
                .orElse("");
        event.commit();
    }
}
