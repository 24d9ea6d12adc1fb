package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of a known length: what a head announces, and up to which length. */
@Tag("step-7")
class BodyDecoderTest {

    private static final ParserLimits LIMITS = ParserLimits.defaults();
    private static final byte[] PIECE = new byte[64 * 1024];

    private final Buffer in = new Buffer(200_000);
    private final BodyCollector collector = new BodyCollector();

    // What a head announces

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', false, false",
        "HTTP/1.1, 'Content-Length: 00', false, false",
        "HTTP/1.1, 'Content-Length: 1', true, false",
        "HTTP/1.1, 'Content-Length: 1|Expect: 100-Continue', true, true",
        "HTTP/1.1, 'Content-Length: 0|Expect: 100-continue', false, false",
        "HTTP/1.1, 'Expect: 100-continue', false, false",
        "HTTP/1.0, 'Content-Length: 1|Expect: 100-continue', true, false"
    })
    void aHeadTellsWhetherABodyFollowsAndWhetherTheClientWaits(
            String version, String fields, boolean announcesBody, boolean expectsContinue) throws HttpException {
        Buffer bytes = new Buffer(1000);
        bytes.appendLatin1("POST / " + version + "\r\nHost: a\r\n"
                + (fields.isEmpty() ? "" : fields.replace("|", "\r\n") + "\r\n") + "\r\n");

        HttpRequest head = new HeadParser(LIMITS, Client.NONE).parse(bytes).orElseThrow();

        assertThat(head.announcesBody())
                .as("announcesBody of %s with %s", version, fields)
                .isEqualTo(announcesBody);
        assertThat(head.expectsContinue())
                .as("expectsContinue of %s with %s", version, fields)
                .isEqualTo(expectsContinue);
    }

    @Test
    void aRequestThatWasNotReceivedAnnouncesNoBody() {
        assertThat(HttpRequest.get("/").announcesBody()).as("announcesBody").isFalse();
        assertThat(HttpRequest.get("/").expectsContinue()).as("expectsContinue").isFalse();
    }

    @Test
    void aCopyAnnouncesWhatTheRequestAnnounced() throws HttpException {
        HttpRequest head = head("Content-Length: 5");

        for (HttpRequest copy :
                new HttpRequest[] {head.withHeader("A", "b"), head.withPath("/x"), head.withBody(RequestBody.EMPTY)}) {
            assertThat(copy.announcesBody()).as("announcesBody of a copy").isTrue();
            in.appendLatin1("abcde");
            assertThat(BodyDecoder.of(copy, LIMITS, 5).decode(in, new BodyCollector()))
                    .as("whether five bytes are a copy's body")
                    .isTrue();
        }
    }

    // Up to which length

    @Test
    void aBodyThatIsNotAnnouncedIsCompleteAtOnce() throws HttpException {
        in.appendLatin1("GET");
        BodyDecoder decoder = BodyDecoder.of(head(""), LIMITS, 0);

        assertThat(decoder.decode(in, collector)).as("whether it is complete").isTrue();

        assertThat(collector.toBody()).isEqualTo(RequestBody.EMPTY);
        assertThat(decoder.trailers()).as("trailers").isEqualTo(Headers.empty());
        assertThat(rest()).as("what is left").isEqualTo("GET");
    }

    @Test
    void anAnnouncedLengthMayBeTheLargestThatIsAllowed() throws Exception {
        in.appendLatin1("abcde");

        assertThat(BodyDecoder.of(head("Content-Length: 5"), LIMITS, 5).decode(in, collector))
                .as("whether five bytes of five are complete")
                .isTrue();

        assertThat(collector.toBody().text()).isEqualTo("abcde");
    }

    @ParameterizedTest
    @CsvSource({"6, 5", "1, 0", "2147483648, 2147483647", "4294967297, 5", "9223372036854775807, 9223372036854775806"})
    void aLongerOneIsRefusedBeforeItsFirstByte(long length, long maxBodyBytes) {
        assertThatThrownBy(
                        () -> BodyDecoder.of(head("Content-Length: " + length), LIMITS, maxBodyBytes),
                        "a decoder for %s bytes of at most %s",
                        length,
                        maxBodyBytes)
                .isInstanceOfSatisfying(
                        HttpException.class,
                        e -> assertThat(e.status()).as("status").isEqualTo(413));
    }

    /** Beyond the range of an int, in no memory. */
    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, (1L << 32) + 1})
    void aBodyMayBeLongerThanAnInt(long length) throws HttpException {
        BodyDecoder decoder = BodyDecoder.of(head("Content-Length: " + length), LIMITS, Long.MAX_VALUE);
        CountingSink sink = new CountingSink();

        for (long sent = 0; sent < length; sent += PIECE.length) {
            in.append(PIECE);
            boolean isComplete = decoder.decode(in, sink);
            if (isComplete != sent + PIECE.length >= length || sink.count() != Math.min(sent + PIECE.length, length)) {
                fail("a body of %s bytes, %s of them sent: %s were taken, and decode returned %s"
                        .formatted(length, Math.min(sent + PIECE.length, length), sink.count(), isComplete));
            }
        }

        assertThat(in.readableBytes()).as("bytes behind the body").isEqualTo((int) (-length & PIECE.length - 1));
    }

    @Test
    void aFullSinkIsAskedAgain() throws HttpException {
        BodyDecoder decoder = BodyDecoder.of(head("Content-Length: 3"), LIMITS, 3);
        in.appendLatin1("abcd");
        int[] room = {1};
        BodyDecoder.Sink sink = (from, most) -> {
            int count = Math.min(room[0], most);
            from.consume(count);
            return count;
        };

        assertThat(decoder.decode(in, sink))
                .as("complete when one byte of three was taken")
                .isFalse();
        room[0] = 0;
        assertThat(decoder.decode(in, sink))
                .as("complete when the sink is full")
                .isFalse();
        room[0] = 9;
        assertThat(decoder.decode(in, sink))
                .as("complete when the sink has room for all")
                .isTrue();
        assertThat(rest()).as("what is left").isEqualTo("d");
    }

    @Test
    void aCompleteBodyStaysComplete() throws HttpException {
        BodyDecoder decoder = BodyDecoder.of(head("Content-Length: 2"), LIMITS, 2);
        in.appendLatin1("abcd");
        assertThat(decoder.decode(in, collector)).as("complete").isTrue();

        assertThat(decoder.decode(in, collector))
                .as("complete when asked again")
                .isTrue();
        assertThat(collector.size()).as("bytes collected").isEqualTo(2);
        assertThat(rest()).as("what is left").isEqualTo("cd");
    }

    private String rest() {
        return in.latin1(0, in.readableBytes());
    }

    private static HttpRequest head(String field) throws HttpException {
        Buffer bytes = new Buffer(1000);
        bytes.appendLatin1("POST / HTTP/1.1\r\nHost: a\r\n" + field + (field.isEmpty() ? "" : "\r\n") + "\r\n");
        return new HeadParser(LIMITS, Client.NONE).parse(bytes).orElseThrow();
    }
}
