package lkg.server.watch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Endpoint;
import lkg.server.Handler;
import lkg.server.Routes;

/**
 * Adds paths below {@code /lkg-watch/}, which the visits ask for, to another handler. Only clients on this machine get
 * them. All other requests go to the endpoint that the other handler chooses.
 *
 * <pre>
 *   small      a few bytes, made on the event loop
 *   slow?ms=N  an answer after N ms, up to 5,000, in which a thread of the executor sleeps
 *   work?ms=N  the same, but in the thread that read the request: under INLINE that is the event loop
 *   large      64 MiB of zeros
 *   events     a stream of 20 events
 * </pre>
 */
public final class Practice implements Handler {

    static final String PREFIX = "/lkg-watch/";
    private static final String DEFAULT_MILLIS = "1000";
    private static final int MOST_MILLIS = 5_000;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(500);

    private static final List<String> PROXY_FIELDS = List.of("Forwarded", "X-Forwarded-For", "Via");

    private final Handler other;
    private final Routes routes;

    private Practice(Handler other, Ticker ticker) {
        this.other = other;
        routes = Routes.create()
                .get(PREFIX + "small", Handler.onLoop(Practice::small))
                .get(PREFIX + "slow", new Slow())
                .get(PREFIX + "work", Practice::sleep)
                .get(PREFIX + "large", Handler.onLoop(request -> Zeros.response()))
                .get(PREFIX + "events", Handler.events(ticker::subscribe));
    }

    /** Adds the paths to {@code other}. The result is the handler of the server that is watched. */
    public static Practice around(Handler other) {
        return around(other, BETWEEN_EVENTS);
    }

    /** The same, with another time between two events of a stream. */
    public static Practice around(Handler other, Duration betweenEvents) {
        return new Practice(other, new Ticker(betweenEvents));
    }

    @Override
    public Endpoint endpoint(HttpRequest head) {
        return (isForPractice(head) ? routes : other).endpoint(head);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws Exception {
        return endpoint(request).call(request);
    }

    /** A proxy on this machine that says it is one does not make its client a local one, whether it is trusted or not. */
    private static boolean isForPractice(HttpRequest head) {
        return head.path().startsWith(PREFIX)
                && isLocal(head.client().peer())
                && isLocal(head.client().address())
                && PROXY_FIELDS.stream()
                        .allMatch(field -> head.headers().all(field).isEmpty());
    }

    private static boolean isLocal(InetSocketAddress client) {
        return !client.isUnresolved() && client.getAddress().isLoopbackAddress();
    }

    /** Names the target, so that a client sees which of its requests is answered. */
    private static HttpResponse small(HttpRequest request) {
        return HttpResponse.text(200, "you asked for " + request.target() + "\n");
    }

    private static HttpResponse sleep(HttpRequest request) throws HttpException, InterruptedException {
        int millis = millis(request);
        Thread.sleep(millis);
        return HttpResponse.text(200, "slept " + millis + " ms\n");
    }

    /** How long the handler of this request sleeps. */
    static int millis(HttpRequest request) throws HttpException {
        String millis = request.queryParameter("ms").orElse(DEFAULT_MILLIS);
        if (!millis.matches("[0-9]{1,9}")) {
            throw new HttpException(400, "ms must be a number of milliseconds, as in slow?ms=1500");
        }
        return Math.min(Integer.parseInt(millis), MOST_MILLIS);
    }

    /** Blocks a thread of the executor under each wiring, as the look-up of a file does. */
    private static final class Slow implements Handler {

        private final Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.IN_EXECUTOR_WITHOUT_BODY, this);

        @Override
        public Endpoint endpoint(HttpRequest head) {
            return endpoint;
        }

        @Override
        public HttpResponse handle(HttpRequest request) throws HttpException, InterruptedException {
            return sleep(request);
        }
    }
}
