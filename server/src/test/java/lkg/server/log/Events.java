package lkg.server.log;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.Client;
import lkg.http.HeadParser;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;
import lkg.server.EndReason;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;

/** What an observer is told, for tests of what a log makes of it. */
final class Events {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T10:15:32.007Z"));

    static final Client CLIENT = client("192.0.2.7");
    static final Client THIS_MACHINE = client("127.0.0.1");

    private Events() {}

    static Client client(String address) {
        InetSocketAddress socketAddress = new InetSocketAddress(ip(address), 4711);
        return new Client() {
            @Override
            public InetSocketAddress address() {
                return socketAddress;
            }

            @Override
            public boolean hasLeft() {
                return false;
            }
        };
    }

    private static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** A received request; {@code \n} is CRLF. */
    static HttpRequest request(Client client, String head) throws HttpException {
        Buffer buffer = new Buffer(100_000);
        buffer.append(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return new HeadParser(ParserLimits.defaults(), client).parse(buffer).orElseThrow();
    }

    static HttpRequest request() throws HttpException {
        return request(CLIENT, "GET /x?y HTTP/1.1\nHost: a\nReferer: http://a/\nUser-Agent: curl/8\n\n");
    }

    static Answer answer(HttpRequest request, int status) {
        return new Answer(request, status, 5123, 5123, Duration.ZERO, Duration.ofNanos(1_234_567), Optional.empty());
    }

    static Answer brokenOff(HttpRequest request, long length, EndReason reason) {
        return new Answer(request, 200, 5000, length, Duration.ZERO, Duration.ofSeconds(2), Optional.of(reason));
    }

    static Refusal refusal(int status) {
        return new Refusal(CLIENT, Optional.empty(), new HttpException(status, "it is too long"));
    }

    static String text(Line line) {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
    }
}
