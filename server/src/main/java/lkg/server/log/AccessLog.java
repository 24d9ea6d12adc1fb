package lkg.server.log;

import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.server.EndReason;
import lkg.server.Observer;
import lkg.server.Setting;

/**
 * Writes a line for each request, in one of several forms.
 *
 * <pre>{@code
 * AccessLog log = AccessLog.combined(System.out);
 * LkgServer server = LkgServer.builder().observer(log).handler(routes).start();
 * }</pre>
 *
 * <p>A stream that blocks does not hold up the server: a thread of the log's own writes to it, about 50 ms later. If
 * the stream takes too little for long, lines are dropped, and a line says how many. If it fails, the server's log says
 * so once. The stream is flushed after each batch of lines. Closing the log leaves it open, unless it is a {@link
 * LogFile}, which can be rotated.
 *
 * <p>All that clients send is escaped: each line is printable ASCII, and no client can forge one.
 */
public final class AccessLog implements Observer, AutoCloseable {

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(1);

    private final ThreadLocal<Form> forms;
    private final LogWriter writer;
    private volatile Words words = Words.ofDefaults();

    AccessLog(OutputStream out, Supplier<Form> form) {
        this.forms = ThreadLocal.withInitial(form);
        this.writer = LogWriter.start(out, form);
    }

    /**
     * The form that Apache and nginx call "combined", with times in UTC. If a request was refused or its response
     * broken off, one more field in quotes says why. A request that had no response has the status 499. One whose head
     * could not be read is a dash.
     */
    public static AccessLog combined(OutputStream out) {
        return new AccessLog(out, () -> new CombinedForm(InstantSource.system()));
    }

    /** Short lines to watch, in local time, with ends of connections that no request explains. */
    public static AccessLog brief(OutputStream out) {
        return brief(out, Colours.OFF);
    }

    /** The same with coloured statuses, for a terminal. */
    public static AccessLog coloured(OutputStream out) {
        return brief(out, Colours.ON);
    }

    private static AccessLog brief(OutputStream out, Colours colours) {
        return new AccessLog(out, () -> new BriefForm(InstantSource.system(), ZoneId.systemDefault(), colours));
    }

    /** An object of JSON a line, for each request and for the end of each connection. */
    public static AccessLog json(OutputStream out) {
        return new AccessLog(out, () -> new JsonForm(InstantSource.system()));
    }

    @Override
    public void onConfigured(Map<Setting, Long> settings) {
        words = new Words(settings);
    }

    @Override
    public void onAnswered(Answer answer) {
        write(forms.get().answered(answer, words));
    }

    @Override
    public void onRefused(Refusal refusal) {
        write(forms.get().refused(refusal, words));
    }

    @Override
    public void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {
        write(forms.get().abandoned(request, waited, reason, words));
    }

    @Override
    public void onClosed(Client client, EndReason reason) {
        write(forms.get().closed(client, reason, words));
    }

    private void write(Line line) {
        if (line.length() > 0) {
            writer.add(line);
        }
    }

    /** Writes what is left, for a second at the most. Later events are lost. */
    @Override
    public void close() {
        writer.close(LONGEST_FLUSH);
    }
}
