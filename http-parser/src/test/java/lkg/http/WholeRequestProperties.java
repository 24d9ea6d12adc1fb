package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.wire.WholeRequests;
import lkg.http.wire.WireCase;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

@Tag("step-8")
class WholeRequestProperties {

    private static final ParserLimits SMALL = new ParserLimits(60, 200, 6, 50);

    /** A request as a client means it. */
    record Message(String method, String path, List<String> fields, String body, int chunkBytes) {

        /** Encodes the request, in chunks unless {@code chunkBytes} is 0. */
        byte[] encode() {
            StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: a\r\n");
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                text.append("X-")
                        .append(fields.get(i))
                        .append(": ")
                        .append(fields.get(i + 1))
                        .append("\r\n");
            }
            if (chunkBytes == 0) {
                return latin1(text + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            }
            text.append("Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < body.length(); i += chunkBytes) {
                String chunk = body.substring(i, Math.min(body.length(), i + chunkBytes));
                text.append(Integer.toHexString(chunk.length()))
                        .append("\r\n")
                        .append(chunk)
                        .append("\r\n");
            }
            return latin1(text + "0\r\n\r\n");
        }
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<String> tokens =
                Arbitraries.strings().withChars("AZaz09!#$-_").ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> paths = Arbitraries.of("a", "z", "0", "9", "/", "%2f", "%Fa", ".", "_", "~")
                .list()
                .ofMaxSize(10)
                .map(pieces -> "/" + String.join("", pieces));
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars('\u00e9')
                .ofMaxLength(20);
        Arbitrary<List<String>> fields = Combinators.combine(tokens, values)
                .as((name, value) -> List.of(name, value))
                .list()
                .ofMaxSize(5)
                .map(pairs -> pairs.stream().flatMap(List::stream).toList());
        Arbitrary<String> bodies =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(200);
        return Combinators.combine(
                        tokens, paths, fields, bodies, Arbitraries.integers().between(0, 30))
                .as(Message::new)
                .filter(message -> !message.method.equals("CONNECT"));
    }

    @Property
    void whatAClientEncodesIsWhatTheParserReads(@ForAll("messages") Message message) throws HttpException {
        Buffer in = new Buffer(100_000);
        in.append(message.encode());

        HttpRequest request =
                new WholeRequests(ParserLimits.defaults()).parse(in).orElseThrow();

        assertThat(request.method()).as("method").isEqualTo(message.method);
        assertThat(request.path()).as("path").isEqualTo(message.path);
        assertThat(WireCase.escape(WholeRequests.latin1Body(request)))
                .as("body")
                .isEqualTo(WireCase.escape(message.body));
        List<String> fields = new ArrayList<>();
        request.headers().forEach((name, value) -> {
            if (name.startsWith("X-")) {
                fields.add(name.substring(2));
                fields.add(value);
            }
        });
        assertThat(fields).as("fields").isEqualTo(message.fields);
        assertThat(in.readableBytes()).as("bytes left").isZero();
    }

    @Provide
    Arbitrary<String> percentSigns() {
        return Arbitraries.strings().withChars("%%%4aFg?/").ofMaxLength(8);
    }

    @Property
    void aTargetIsTakenIfEachPercentSignBeginsAnEscape(@ForAll("percentSigns") String text) {
        Buffer in = new Buffer(1000);
        in.append(latin1("GET /" + text + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        boolean isTaken;
        try {
            isTaken = new WholeRequests(ParserLimits.defaults()).parse(in).isPresent();
        } catch (HttpException e) {
            isTaken = false;
        }

        assertThat(isTaken).as("whether /%s is taken", text).isEqualTo(text.matches("([^%]|%[0-9A-Fa-f]{2})*"));
    }

    /** Requests, and requests with bytes exchanged, dropped and doubled: the edge of what is valid. */
    @Provide
    Arbitrary<byte[]> mutated() {
        Arbitrary<byte[]> streams = messages().list().ofMinSize(1).ofMaxSize(3).map(list -> {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            list.forEach(message -> stream.writeBytes(message.encode()));
            return stream.toByteArray();
        });
        Arbitrary<Integer> positions = Arbitraries.integers().between(0, 10_000);
        Arbitrary<String> splices =
                Arbitraries.of("", "\r", "\n", "\r\n", "\0", " ", ":", "0", "\t", "\u00ff", "\r\n\r\n");
        return Combinators.combine(streams, positions, Arbitraries.integers().between(0, 3), splices)
                .as((stream, position, dropped, splice) -> {
                    String text = new String(stream, StandardCharsets.ISO_8859_1);
                    int at = position % (text.length() + 1);
                    int end = Math.min(text.length(), at + dropped);
                    return latin1(text.substring(0, at) + splice + text.substring(end));
                });
    }

    @Property
    void howTheBytesAreSplitMakesNoDifference(
            @ForAll("mutated") byte[] stream, @ForAll @NotEmpty List<@IntRange(min = 1, max = 50) Integer> pieces) {
        assertThat(outcomes(stream, pieces))
                .as("in pieces of %s bytes, against all at once: %s", pieces, escape(stream))
                .isEqualTo(outcomes(stream, List.of(stream.length + 1)));
    }

    @Property
    void anyBytesAreAcceptedOrRefusedWithAStatus(@ForAll @Size(max = 400) byte[] bytes) {
        assertThat(outcomes(bytes, List.of(7)))
                .as(escape(bytes))
                .allMatch(outcome -> outcome.matches("(?s)(refused [45]\\d\\d|Http.*)"));
    }

    @Property
    void aParserNeverWaitsForMoreThanItsBufferCanHold(@ForAll("mutated") byte[] stream) {
        Buffer in = new Buffer(SMALL.requiredBufferBytes());
        WholeRequests parser = new WholeRequests(SMALL);
        try {
            for (byte b : stream) {
                assertThat(in.isFull()).as("no room for the next byte").isFalse();
                in.append(new byte[] {b});
                parser.parse(in);
            }
        } catch (HttpException e) {
            assertThat(e.status()).as("status").isBetween(400, 599);
        }
    }

    /** All requests of a stream that comes in pieces of the given sizes, over and over, up to the first refusal. */
    private static List<String> outcomes(byte[] stream, List<Integer> pieces) {
        Buffer in = new Buffer(stream.length + 1);
        WholeRequests parser = new WholeRequests(SMALL);
        List<String> outcomes = new ArrayList<>();
        int sent = 0;
        for (int i = 0; sent < stream.length; i++) {
            int size = Math.min(pieces.get(i % pieces.size()), stream.length - sent);
            in.append(stream, sent, size);
            sent += size;
            try {
                for (Optional<HttpRequest> request = parser.parse(in);
                        request.isPresent();
                        request = parser.parse(in)) {
                    outcomes.add(describe(request.get()));
                }
            } catch (HttpException e) {
                outcomes.add("refused " + e.status());
                return outcomes;
            }
        }
        return outcomes;
    }

    private static String describe(HttpRequest request) {
        return "Http " + request.method() + request.target() + request.headers() + request.trailers()
                + WholeRequests.latin1Body(request);
    }

    private static String escape(byte[] bytes) {
        return WireCase.escape(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
