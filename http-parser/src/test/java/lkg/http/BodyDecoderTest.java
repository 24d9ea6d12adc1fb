package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lkg.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths, limits and full sinks; which framing is accepted and which refused is in the wire cases. */
class BodyDecoderTest {

    private static final ParserLimits LIMITS = ParserLimits.defaults();
    private static final byte[] PIECE = new byte[64 * 1024];

    /** Takes all bytes and keeps none. */
    private static final class Counter implements BodyDecoder.Sink {
        private long count;

        @Override
        public int takeFrom(Buffer in, int most) {
            in.consume(most);
            count += most;
            return most;
        }
    }

    private final Buffer in = new Buffer(200_000);
    private final BodyCollector collector = new BodyCollector();
    private final Counter counter = new Counter();

    // Which decoder, and up to which length

    @Test
    void aBodyThatIsNotAnnouncedIsCompleteAtOnce() throws Exception {
        in.appendLatin1("GET");
        BodyDecoder decoder = BodyDecoder.of(head(""), LIMITS, 0);

        assertThat(decoder.decode(in, collector)).isTrue();

        assertThat(collector.toBody()).isEqualTo(RequestBody.EMPTY);
        assertThat(decoder.trailers().size()).isZero();
        assertThat(rest()).isEqualTo("GET");
    }

    @Test
    void anAnnouncedLengthMayBeTheLargestThatIsAllowed() throws Exception {
        in.appendLatin1("abcde");

        assertThat(BodyDecoder.of(head("Content-Length: 5"), LIMITS, 5).decode(in, collector))
                .isTrue();

        assertThat(collector.toBody().text()).isEqualTo("abcde");
    }

    @ParameterizedTest
    @CsvSource({"6, 5", "1, 0", "2147483648, 2147483647", "4294967297, 5", "9223372036854775807, 9223372036854775806"})
    void aLongerOneIsRefusedBeforeItsFirstByte(long length, long maxBodyBytes) {
        assertThatThrownBy(() -> BodyDecoder.of(head("Content-Length: " + length), LIMITS, maxBodyBytes))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void chunksTogetherMayBeAsLongAsIsAllowed() throws Exception {
        in.appendLatin1("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");

        assertThat(BodyDecoder.of(head("Transfer-Encoding: chunked"), LIMITS, 5).decode(in, collector))
                .isTrue();

        assertThat(collector.toBody().text()).isEqualTo("abcde");
    }

    @Test
    void chunksThatAreTogetherLongerAreRefusedBeforeTheContentOfTheOneThatIsTooMuch() throws Exception {
        BodyDecoder decoder = BodyDecoder.of(head("Transfer-Encoding: chunked"), LIMITS, 5);
        in.appendLatin1("2\r\nab\r\n4\r\n");

        assertThatThrownBy(() -> decoder.decode(in, collector))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    // Bodies beyond the range of an int, in no memory

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE - 1L, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, 1L << 32, 5L << 30})
    void aFixedBodyMayBeLongerThanAnInt(long length) throws Exception {
        BodyDecoder decoder = BodyDecoder.of(head("Content-Length: " + length), LIMITS, Long.MAX_VALUE);

        for (long sent = 0; sent < length; sent += PIECE.length) {
            assertThat(counter.count).isEqualTo(sent);
            in.append(PIECE);
            assertThat(decoder.decode(in, counter)).isEqualTo(sent + PIECE.length >= length);
        }

        assertThat(counter.count).isEqualTo(length);
        assertThat(in.readableBytes()).as("bytes behind the body").isEqualTo((int) (-length & PIECE.length - 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE - 1L, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, (1L << 32) + 1})
    void aChunkMayBeLongerThanAnInt(long length) throws Exception {
        BodyDecoder decoder = BodyDecoder.of(head("Transfer-Encoding: chunked"), LIMITS, length);
        in.appendLatin1(Long.toHexString(length) + "\r\n");

        for (long left = length; left > 0; left -= PIECE.length) {
            in.append(PIECE, 0, (int) Math.min(left, PIECE.length));
            assertThat(decoder.decode(in, counter)).isFalse();
            assertThat(in.isEmpty()).isTrue();
        }
        in.appendLatin1("\r\n0\r\n\r\nrest");

        assertThat(decoder.decode(in, counter)).isTrue();
        assertThat(counter.count).isEqualTo(length);
        assertThat(rest()).isEqualTo("rest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "800000000000000",
                "7fffffffffffffff",
                "8000000000000000",
                "ffffffffffffffff",
                "10000000000000001"
            })
    void noChunkSizeOverflows(String size) throws Exception {
        BodyDecoder decoder = BodyDecoder.of(head("Transfer-Encoding: chunked"), LIMITS, Long.MAX_VALUE);
        in.appendLatin1("1\r\na\r\n" + size + "\r\n");

        assertThatThrownBy(() -> decoder.decode(in, counter))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void theLargestChunkThatIsTakenDoesNotEndEarly() throws Exception {
        BodyDecoder decoder = BodyDecoder.of(head("Transfer-Encoding: chunked"), LIMITS, Long.MAX_VALUE);
        in.appendLatin1("7fffffffffffffe\r\n");

        for (int i = 0; i < 100; i++) {
            in.append(PIECE);
            assertThat(decoder.decode(in, counter)).isFalse();
            assertThat(in.isEmpty()).isTrue();
        }
        assertThat(counter.count).isEqualTo(100L * PIECE.length);
    }

    // The end

    @Test
    void aCompleteBodyStaysComplete() throws Exception {
        for (String field : new String[] {"Content-Length: 2", "Transfer-Encoding: chunked"}) {
            in.clear();
            in.appendLatin1(field.startsWith("C") ? "ab" : "2\r\nab\r\n0\r\n\r\n");
            BodyDecoder decoder = BodyDecoder.of(head(field), LIMITS, 2);
            assertThat(decoder.decode(in, counter)).isTrue();
            in.appendLatin1("2\r\ncd\r\n");

            assertThat(decoder.decode(in, counter)).as(field).isTrue();
            assertThat(rest()).isEqualTo("2\r\ncd\r\n");
        }
    }

    @Test
    void aCompleteChunkedBodyHasItsTrailers() throws Exception {
        BodyDecoder decoder = BodyDecoder.of(head("Transfer-Encoding: chunked"), LIMITS, 2);
        in.appendLatin1("0\r\nA: b\r\n");
        assertThat(decoder.decode(in, counter)).isFalse();
        assertThat(decoder.trailers()).isEqualTo(Headers.empty());
        in.appendLatin1("C: d\r\n\r\n");
        assertThat(decoder.decode(in, counter)).isTrue();

        assertThat(decoder.trailers()).isEqualTo(Headers.of("A", "b", "C", "d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1;", "0\r\nA: "})
    void aLineWithoutEndIsRefusedBeforeTheBufferIsFull(String beginning) throws Exception {
        ParserLimits limits = new ParserLimits(300, 300, 10, 10);
        Buffer small = new Buffer(limits.requiredBufferBytes());
        BodyDecoder endless = BodyDecoder.of(head("Transfer-Encoding: chunked"), limits, 10);
        small.appendLatin1(beginning);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        assertThat(endless.decode(small, counter)).isFalse();
                        assertThat(small.isFull())
                                .as("no room for more after %s bytes", i)
                                .isFalse();
                        small.appendLatin1("0");
                    }
                })
                .isInstanceOf(HttpException.class);
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
