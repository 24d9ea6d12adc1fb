package lkg.server.log;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpVersion;
import lkg.server.EndReason;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;

/**
 * The "combined" form of Apache and nginx, a line a request, with times in UTC. Where something went wrong, one more
 * field in quotes says it. Ends of connections are left out: programs that read this form know only requests.
 */
final class CombinedForm implements Form {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final Line line = new Line();
    private final SecondText time = new SecondText(ZoneOffset.UTC, CombinedForm::format);
    private final InstantSource clock;

    CombinedForm(InstantSource clock) {
        this.clock = clock;
    }

    private static String format(LocalDateTime time) {
        String date = SecondText.twoDigits(time.getDayOfMonth()) + "/" + MONTHS[time.getMonthValue() - 1] + "/"
                + time.getYear();
        return date + ":" + SecondText.timeOfDay(time) + " +0000";
    }

    @Override
    public Line answered(Answer answer, Words words) {
        HttpRequest request = answer.request();
        begin(request.client());
        requestLine(request).plain("\" ").number(answer.status()).plain(' ').number(answer.bodyBytes());
        from(request);
        return end(words.brokenOff(answer));
    }

    @Override
    public Line refused(Refusal refusal, Words words) {
        begin(Form.clientOf(refusal));
        refusal.request().ifPresentOrElse(this::requestLine, () -> line.plain('-'));
        line.plain("\" ").number(refusal.reason().status()).plain(" -");
        refusal.request().ifPresentOrElse(this::from, () -> line.plain(" \"-\" \"-\""));
        return end(words.refused(refusal));
    }

    @Override
    public Line abandoned(HttpRequest request, Duration waited, EndReason reason, Words words) {
        begin(request.client());
        requestLine(request).plain("\" ").number(NO_RESPONSE).plain(" 0");
        from(request);
        return end(words.of(reason));
    }

    @Override
    public Line closed(Client client, EndReason reason, Words words) {
        return line.begin();
    }

    @Override
    public Line dropped(long lines) {
        line.begin().plain("- - - [").plain(time.at(clock.millis())).plain("] \"-\" 000 - \"-\" \"-\"");
        return end("lines that could not be written in time: " + lines);
    }

    private void begin(Client client) {
        InetSocketAddress address = client.address();
        line.begin().address(address.getAddress()).plain(" - - [");
        line.plain(time.at(clock.millis())).plain("] \"");
    }

    private Line requestLine(HttpRequest request) {
        return line.escaped(request.method())
                .plain(' ')
                .escaped(request.target())
                .plain(request.version() == HttpVersion.HTTP_1_0 ? " HTTP/1.0" : " HTTP/1.1");
    }

    private void from(HttpRequest request) {
        field(request.headers().first("Referer"));
        field(request.headers().first("User-Agent"));
    }

    private void field(Optional<String> value) {
        line.plain(" \"").escaped(value.orElse("-")).plain('"');
    }

    private Line end(String trouble) {
        if (!trouble.isEmpty()) {
            line.plain(" \"").escaped(trouble).plain('"');
        }
        return line.plain('\n');
    }
}
