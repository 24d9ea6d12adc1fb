package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lkg.buffer.Buffer;
import lkg.http.wire.WholeRequests;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wire case, whole, byte by byte, and with another request behind it. */
class WireCasesTest {

    private static final byte[] SECOND_REQUEST = WireCase.latin1("GET /second HTTP/1.1\r\nHost: a\r\n\r\n");

    private static final List<String> INCOMPLETE = List.of("incomplete");

    static Stream<WireCase> cases() throws IOException {
        return WireCase.all().stream();
    }

    @Test
    void thereAreManyAndEachHasItsOwnName() throws IOException {
        List<String> names = cases().map(WireCase::name).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whole(WireCase wireCase) {
        Buffer in = bufferFor(wireCase);
        in.append(wireCase.bytes());

        assertThat(outcome(new WholeRequests(wireCase.limits()), in, wireCase)).isEqualTo(expected(wireCase));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void d10_byteByByte(WireCase wireCase) {
        Buffer in = bufferFor(wireCase);
        WholeRequests parser = new WholeRequests(wireCase.limits());
        List<String> outcome = INCOMPLETE;
        int sent = 0;

        while (sent < wireCase.bytes().length && outcome.equals(INCOMPLETE)) {
            in.append(wireCase.bytes(), sent, 1);
            sent++;
            outcome = outcome(parser, in, wireCase);
        }

        assertThat(outcome).isEqualTo(expected(wireCase));
        if (!wireCase.isRefused()) {
            assertThat(sent).as("bytes it took to decide").isEqualTo(wireCase.bytes().length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void d18_withAnotherRequestBehind(WireCase wireCase) throws HttpException {
        if (wireCase.isIncomplete()) {
            return;
        }
        Buffer in = bufferFor(wireCase);
        in.append(wireCase.bytes());
        in.append(SECOND_REQUEST);
        WholeRequests parser = new WholeRequests(wireCase.limits());

        assertThat(outcome(parser, in, wireCase)).isEqualTo(expected(wireCase));

        if (!wireCase.isRefused()) {
            assertThat(in.latin1(0, in.readableBytes()))
                    .as("what is behind the request stays in the buffer")
                    .isEqualTo(new String(SECOND_REQUEST, StandardCharsets.ISO_8859_1));
            assertThat(parser.parse(in)).map(HttpRequest::path).contains("/second");
        }
    }

    private static Buffer bufferFor(WireCase wireCase) {
        return new Buffer(
                Math.max(wireCase.limits().requiredBufferBytes(), wireCase.bytes().length + SECOND_REQUEST.length));
    }

    private static List<String> outcome(WholeRequests parser, Buffer in, WireCase wireCase) {
        try {
            Optional<HttpRequest> request = parser.parse(in);
            return request.map(r -> describe(r, wireCase)).orElse(INCOMPLETE);
        } catch (HttpException e) {
            return List.of("refused " + e.status());
        }
    }

    /** All fields but Host are always told, so that none is lost or made up; the rest as far as the case asks. */
    private static List<String> describe(HttpRequest request, WireCase wireCase) {
        List<String> lines = new ArrayList<>();
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Host")) {
                lines.add(line("header " + name + ":", value));
            }
        });
        request.trailers().forEach((name, value) -> lines.add(line("trailer " + name + ":", value)));
        List<String> parts = List.of(
                line("method", request.method()),
                line("target", request.target()),
                line("path", request.path()),
                line("query", request.query().orElse("(none)")),
                line("version", request.version() == HttpVersion.HTTP_1_0 ? "1.0" : "1.1"),
                line("body", WholeRequests.latin1Body(request)),
                line("connection", request.isKeepAlive() ? "keep-alive" : "close"));
        parts.stream()
                .filter(part ->
                        wireCase.expected().stream().anyMatch(line -> kind(line).equals(kind(part))))
                .forEach(lines::add);
        return lines.stream().sorted().toList();
    }

    private static List<String> expected(WireCase wireCase) {
        return wireCase.expected().stream().sorted().toList();
    }

    private static String line(String what, String value) {
        return value.isEmpty() ? what : what + " " + value;
    }

    private static String kind(String line) {
        return line.split(" ", 2)[0];
    }
}
