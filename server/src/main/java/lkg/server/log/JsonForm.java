package lkg.server.log;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import lkg.http.Body;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.http.HttpVersion;
import lkg.server.EndReason;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;

/** An object of JSON a line, one for each event. Times are as in RFC 3339, in UTC; durations are in microseconds. */
final class JsonForm implements Form {

    private final Line line = new Line();
    private final SecondText time;
    private final InstantSource clock;

    JsonForm(InstantSource clock) {
        this.time = new SecondText(ZoneOffset.UTC, JsonForm::format);
        this.clock = clock;
    }

    private static String format(LocalDateTime time) {
        String month = SecondText.twoDigits(time.getMonthValue()) + "-" + SecondText.twoDigits(time.getDayOfMonth());
        return time.getYear() + "-" + month + "T" + SecondText.timeOfDay(time);
    }

    @Override
    public Line answered(Answer answer, Words words) {
        begin("request", answer.request().client());
        request(answer.request());
        number("status", answer.status());
        number("bytes", answer.bodyBytes());
        if (answer.bodyLength() != Body.UNKNOWN_LENGTH) {
            number("length", answer.bodyLength());
        }
        number("first_byte_us", answer.toFirstByte().toNanos() / 1000);
        number("duration_us", answer.toLastByte().toNanos() / 1000);
        if (answer.brokenOff().isPresent()) {
            reason(answer.brokenOff().get(), words.brokenOff(answer));
        }
        return end();
    }

    @Override
    public Line refused(Refusal refusal, Words words) {
        begin("refused", Form.clientOf(refusal));
        refusal.request().ifPresent(this::request);
        number("status", refusal.reason().status());
        text("why", words.refused(refusal));
        return end();
    }

    @Override
    public Line abandoned(HttpRequest request, Duration waited, EndReason reason, Words words) {
        begin("abandoned", request.client());
        request(request);
        number("status", NO_RESPONSE);
        number("duration_us", waited.toNanos() / 1000);
        reason(reason, words.of(reason));
        return end();
    }

    @Override
    public Line closed(Client client, EndReason reason, Words words) {
        begin("closed", client);
        reason(reason, words.of(reason));
        return end();
    }

    @Override
    public Line dropped(long lines) {
        begin("dropped");
        number("lines", lines);
        return end();
    }

    private void begin(String event, Client client) {
        begin(event);
        InetSocketAddress address = client.address();
        line.plain(",\"client\":\"").address(address.getAddress()).plain('"');
        number("client_port", address.getPort());
    }

    private void begin(String event) {
        long now = clock.millis();
        line.begin().plain("{\"time\":\"").plain(time.at(now)).plain('.');
        line.threeDigits(Math.floorMod(now, 1000L));
        line.plain("Z\",\"event\":\"").plain(event).plain('"');
    }

    private void request(HttpRequest request) {
        text("method", request.method());
        text("target", request.target());
        text("protocol", request.version() == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1");
        field("host", request.headers().first("Host"));
        field("referer", request.headers().first("Referer"));
        field("user_agent", request.headers().first("User-Agent"));
    }

    private void field(String name, Optional<String> value) {
        if (value.isPresent()) {
            text(name, value.get());
        }
    }

    private void reason(EndReason reason, String words) {
        text("reason", reason.name());
        text("why", words);
    }

    private void text(String name, String value) {
        line.plain(",\"").plain(name).plain("\":").json(value);
    }

    private void number(String name, long value) {
        line.plain(",\"").plain(name).plain("\":").number(value);
    }

    private Line end() {
        return line.plain("}\n");
    }
}
