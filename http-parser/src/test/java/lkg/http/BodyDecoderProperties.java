package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lkg.buffer.Buffer;
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

/** Any body, split in any way, into a sink that has any room: the decoder must move all that can be moved. */
@Tag("step-8")
class BodyDecoderProperties {

    private static final String REST = "GET / HTTP/1.1\r\n";

    /**
     * A body as it is sent, with another request behind it.
     *
     * @param bodyBytesBefore for each index of {@code stream}, how many bytes of the body stand before it
     */
    record Sent(HttpRequest head, byte[] stream, List<Integer> bodyBytesBefore, String body, Headers trailers) {}

    /** Takes as much as there is room for. */
    private static final class LimitedSink implements BodyDecoder.Sink {
        private final StringBuilder taken = new StringBuilder();
        private int room;

        @Override
        public int takeFrom(Buffer in, int most) {
            assertThat(most).isBetween(0, in.readableBytes());
            int count = Math.min(room, most);
            taken.append(in.latin1(0, count));
            in.consume(count);
            room -= count;
            return count;
        }
    }

    /** Bytes and marks of what belongs to the body. */
    private static final class Recorder {
        private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        private final List<Integer> bodyBytesBefore = new ArrayList<>(List.of(0));
        private int bodyBytes;

        void framing(String text) {
            send(text, 0);
        }

        void body(String text) {
            send(text, 1);
        }

        private void send(String text, int bodyBytesPerByte) {
            for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
                stream.write(b);
                bodyBytes += bodyBytesPerByte;
                bodyBytesBefore.add(bodyBytes);
            }
        }
    }

    @Provide
    Arbitrary<Sent> bodies() {
        Arbitrary<List<String>> pieces = Arbitraries.strings()
                .withCharRange('\0', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(40)
                .list()
                .ofMaxSize(8);
        return Arbitraries.oneOf(
                pieces.map(BodyDecoderProperties::fixed),
                Combinators.combine(
                                pieces,
                                Arbitraries.of("", ";a", " ; a=\"b\""),
                                Arbitraries.of("", "A: b\r\n", "A: b\r\nC:\r\n"))
                        .as(BodyDecoderProperties::chunked));
    }

    private static Sent fixed(List<String> pieces) {
        String body = String.join("", pieces);
        Recorder recorder = new Recorder();
        recorder.body(body);
        recorder.framing(REST);
        return new Sent(
                head("Content-Length: " + body.length()),
                recorder.stream.toByteArray(),
                recorder.bodyBytesBefore,
                body,
                Headers.empty());
    }

    private static Sent chunked(List<String> pieces, String extension, String trailers) {
        Recorder recorder = new Recorder();
        for (String piece : pieces) {
            recorder.framing(Integer.toHexString(piece.length()) + extension + "\r\n");
            recorder.body(piece);
            recorder.framing("\r\n");
        }
        recorder.framing("0" + extension + "\r\n" + trailers + "\r\n" + REST);
        Headers expected = trailers.isEmpty() ? Headers.empty() : Headers.of("A", "b");
        return new Sent(
                head("Transfer-Encoding: chunked"),
                recorder.stream.toByteArray(),
                recorder.bodyBytesBefore,
                String.join("", pieces),
                trailers.contains("C") ? expected.with("C", "") : expected);
    }

    @Property
    void allThatHasArrivedAndFitsIsMoved(
            @ForAll("bodies") Sent sent,
            @ForAll @NotEmpty List<@IntRange(min = 0, max = 30) Integer> pieces,
            @ForAll List<@IntRange(min = 0, max = 30) Integer> rooms)
            throws HttpException {
        Buffer in = new Buffer(sent.stream.length + 1);
        BodyDecoder decoder = BodyDecoder.of(sent.head, ParserLimits.defaults(), sent.body.length());
        LimitedSink sink = new LimitedSink();
        int arrived = 0;
        boolean complete = false;
        for (int i = 0; !complete; i++) {
            assertThat(i).as("steps without an end").isLessThan(10_000);
            // One byte and room for one at each round's end, so that it goes on.
            int piece = i % (pieces.size() + 1) < pieces.size() ? pieces.get(i % (pieces.size() + 1)) : 1;
            piece = Math.min(piece, sent.stream.length - arrived);
            sink.room = i % (rooms.size() + 1) < rooms.size() ? rooms.get(i % (rooms.size() + 1)) : 1;
            in.append(sent.stream, arrived, piece);
            arrived += piece;
            int takenBefore = sink.taken.length();
            int room = sink.room;

            complete = decoder.decode(in, sink);

            assertThat(sink.taken.length())
                    .as("taken of %s arrived bytes with room for %s", arrived, room)
                    .isEqualTo(Math.min(takenBefore + room, sent.bodyBytesBefore.get(arrived)));
            assertThat(sent.body.startsWith(sink.taken.toString()))
                    .as("whether what was taken is the beginning of the body")
                    .isTrue();
            assertThat(complete)
                    .as(
                            "complete with %s of %s bytes arrived and %s taken",
                            arrived, sent.stream.length, sink.taken.length())
                    .isEqualTo(
                            arrived >= sent.stream.length - REST.length() && sink.taken.length() == sent.body.length());
        }
        assertThat(decoder.trailers()).as("trailers").isEqualTo(sent.trailers);
        in.append(sent.stream, arrived, sent.stream.length - arrived);
        assertThat(in.latin1(0, in.readableBytes()))
                .as("what is behind the body")
                .isEqualTo(REST);
    }

    /** The encoder's chunks are for responses, but all chunks are alike. */
    @Property
    void theChunksThatAreEncodedAreTheBodyThatIsRead(
            @ForAll @Size(max = 10) List<@Size(min = 1, max = 300) byte[]> pieces) throws Exception {
        ResponseEncoder encoder = new ResponseEncoder(() -> Instant.EPOCH);
        Buffer content = new Buffer(300);
        Buffer out = new Buffer(10_000);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            sent.writeBytes(piece);
            content.append(piece);
            encoder.encodeChunk(content, out);
        }
        encoder.encodeLastChunk(out);

        BodyCollector collector = new BodyCollector();
        BodyDecoder decoder = BodyDecoder.of(head("Transfer-Encoding: chunked"), ParserLimits.defaults(), sent.size());
        assertThat(decoder.decode(out, collector)).as("complete").isTrue();

        assertThat(Arrays.mismatch(collector.toBody().bytes(), sent.toByteArray()))
                .as("the first byte of the body that is another than was sent")
                .isEqualTo(-1);
        assertThat(decoder.trailers().size()).as("trailers").isZero();
        assertThat(out.readableBytes()).as("bytes left").isZero();
    }

    private static HttpRequest head(String field) {
        Buffer in = new Buffer(1000);
        in.appendLatin1("POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
        try {
            return new HeadParser(ParserLimits.defaults(), Client.NONE)
                    .parse(in)
                    .orElseThrow();
        } catch (HttpException e) {
            throw new AssertionError(e);
        }
    }
}
