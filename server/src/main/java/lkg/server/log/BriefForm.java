package lkg.server.log;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.server.EndReason;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;

/**
 * Short lines for whoever watches the server: local time of day, status, method, target, bytes, duration, and the
 * client's address unless it is this machine. Also ends of connections, if they are worth knowing and no line of a
 * request has told them.
 */
final class BriefForm implements Form {

    private final Line line = new Line();
    private final SecondText time;
    private final InstantSource clock;
    private final Colours colours;

    /** Whose end the line before has told. Such a line directly precedes the end of the connection. */
    private Optional<InetAddress> told = Optional.empty();

    BriefForm(InstantSource clock, ZoneId zone, Colours colours) {
        this.time = new SecondText(zone, SecondText::timeOfDay);
        this.clock = clock;
        this.colours = colours;
    }

    @Override
    public Line answered(Answer answer, Words words) {
        begin(answer.status());
        request(answer.request()).plain(' ').grouped(answer.bodyBytes()).plain(" B");
        duration(answer.toLastByte());
        String trouble = words.brokenOff(answer);
        told = trouble.isEmpty() ? Optional.empty() : addressOf(answer.request().client());
        return end(answer.request().client(), trouble);
    }

    @Override
    public Line refused(Refusal refusal, Words words) {
        begin(refusal.reason().status());
        refusal.request().ifPresentOrElse(this::request, () -> line.plain('-'));
        return end(Form.clientOf(refusal), words.refused(refusal));
    }

    @Override
    public Line abandoned(HttpRequest request, Duration waited, EndReason reason, Words words) {
        begin(NO_RESPONSE);
        request(request);
        duration(waited);
        told = addressOf(request.client());
        return end(request.client(), words.of(reason));
    }

    @Override
    public Line closed(Client client, EndReason reason, Words words) {
        boolean isTold = told.equals(addressOf(client));
        told = Optional.empty();
        if (isTold || !isWorthALine(reason)) {
            return line.begin();
        }
        note();
        return end(client, words.of(reason));
    }

    /** An ordinary end is not, nor is one that the line of a request has always told. */
    private static boolean isWorthALine(EndReason reason) {
        return switch (reason) {
            case IDLE, MADE_ROOM, STALLED, NETWORK_FAILED, TLS_FAILED, TLS_TIMEOUT, PROXY_HEADER, FAILED -> true;
            case CLIENT_CLOSED, CLIENT_WISH, REQUEST_LIMIT, RESPONSE_END, BODY_UNREAD, SHUTDOWN -> false; // Ordinary.
            case CLIENT_LEFT, REQUEST_TIMEOUT, REFUSED, HANDLER_TIMEOUT, BODY_FAILED -> false; // Told.
        };
    }

    @Override
    public Line dropped(long lines) {
        return note().plain("  lines that could not be written in time: ")
                .number(lines)
                .plain('\n');
    }

    private void begin(int status) {
        line.begin().plain(time.at(clock.millis())).plain(' ');
        line.plain(colours.of(status)).number(status).plain(colours.end()).plain(' ');
    }

    private Line note() {
        return line.begin().plain(time.at(clock.millis())).plain(" ---");
    }

    private Line request(HttpRequest request) {
        return line.escaped(request.method()).plain(' ').escaped(request.target());
    }

    private void duration(Duration duration) {
        long micros = duration.toNanos() / 1000;
        line.plain(' ');
        if (micros < 10_000) {
            line.number(micros / 1000).plain('.').number(micros / 100 % 10).plain(" ms");
        } else if (micros < 10_000_000) {
            line.number(micros / 1000).plain(" ms");
        } else {
            line.number(micros / 1_000_000).plain(" s");
        }
    }

    private Line end(Client client, String trouble) {
        InetAddress address = client.address().getAddress();
        if (!address.isLoopbackAddress()) {
            line.plain("  ").address(address);
        }
        if (!trouble.isEmpty()) {
            line.plain("  ").escaped(trouble);
        }
        return line.plain('\n');
    }

    private static Optional<InetAddress> addressOf(Client client) {
        return Optional.of(client.peer().getAddress());
    }
}
