package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import lkg.buffer.Buffer;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in chunks: lengths and limits; which framing is accepted and which refused is in the wire cases. */
@Tag("step-8")
class ChunkedBodyTest {

    private static final ParserLimits LIMITS = ParserLimits.defaults();
    private static final byte[] PIECE = new byte[64 * 1024];

    private final Buffer in = new Buffer(200_000);
    private final BodyCollector collector = new BodyCollector();
    private final CountingSink counter = new CountingSink();

    @Test
    void aHeadAnnouncesChunks() throws HttpException {
        assertThat(head("").announcesBody()).as("announcesBody").isTrue();
        assertThat(head("").expectsContinue()).as("expectsContinue").isFalse();
        assertThat(head("Expect: 100-continue\r\n").expectsContinue())
                .as("expectsContinue of a client that says so")
                .isTrue();
        in.appendLatin1("0\r\n\r\n");
        assertThat(BodyDecoder.of(head("").withBody(RequestBody.EMPTY), LIMITS, 0)
                        .decode(in, counter))
                .as("whether the last chunk ends the body of a copy")
                .isTrue();
    }

    // Limits of the body

    @Test
    void chunksTogetherMayBeAsLongAsIsAllowed() throws Exception {
        in.appendLatin1("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");

        assertThat(decoder(5).decode(in, collector)).as("complete").isTrue();

        assertThat(collector.toBody().text()).isEqualTo("abcde");
    }

    @Test
    void chunksThatAreTogetherLongerAreRefusedBeforeTheContentOfTheOneThatIsTooMuch() throws HttpException {
        BodyDecoder decoder = decoder(5);
        in.appendLatin1("2\r\nab\r\n4\r\n");

        requireRefusal(413, decoder, "two bytes of at most five, and the announcement of four more");
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE + 1L, (1L << 32) + 1})
    void aChunkMayBeLongerThanAnInt(long length) throws HttpException {
        BodyDecoder decoder = decoder(length);
        in.appendLatin1(Long.toHexString(length) + "\r\n");

        for (long left = length; left > 0; left -= PIECE.length) {
            in.append(PIECE, 0, (int) Math.min(left, PIECE.length));
            if (decoder.decode(in, counter) || !in.isEmpty()) {
                fail("with " + counter.count() + " of " + length + " bytes taken, the chunk is taken for complete");
            }
        }
        in.appendLatin1("\r\n0\r\n\r\nrest");

        assertThat(decoder.decode(in, counter))
                .as("complete after the last chunk")
                .isTrue();
        assertThat(counter.count()).as("bytes taken").isEqualTo(length);
        assertThat(rest()).as("what is left").isEqualTo("rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "10000000000000001"})
    void noChunkSizeOverflows(String size) throws HttpException {
        BodyDecoder decoder = decoder(Long.MAX_VALUE);
        in.appendLatin1("1\r\na\r\n" + size + "\r\n");

        requireRefusal(
                413,
                decoder,
                "a chunk of 0x" + size + " bytes behind one byte, where a body may have as many as a long can count");
    }

    @Test
    void aVeryLargeChunkDoesNotEndEarly() throws HttpException {
        BodyDecoder decoder = decoder(Long.MAX_VALUE);
        in.appendLatin1("7fffffffffffffe\r\n");

        for (int i = 0; i < 100; i++) {
            in.append(PIECE);
            assertThat(decoder.decode(in, counter)).as("complete").isFalse();
            assertThat(in.readableBytes()).as("bytes left").isZero();
        }
        assertThat(counter.count()).as("bytes taken").isEqualTo(100L * PIECE.length);
    }

    // Limits of the framing

    @Test
    void sizesAreNoExtensions() throws HttpException {
        BodyDecoder decoder = decoder(100_000);
        for (int i = 0; i < 20_000; i++) {
            in.appendLatin1("001\r\na\r\n");
            try {
                assertThat(decoder.decode(in, counter)).as("complete").isFalse();
            } catch (HttpException e) {
                fail("chunk " + i + " of one byte, with a size of three digits and no extension, was refused", e);
            }
        }
        in.appendLatin1("0\r\n\r\n");

        assertThat(decoder.decode(in, counter))
                .as("complete after the last chunk")
                .isTrue();
        assertThat(counter.count()).as("bytes taken").isEqualTo(20_000);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void allExtensionsTogetherMayBeAsLongAsAHead(int lastExtension, boolean isTaken) throws HttpException {
        BodyDecoder decoder = BodyDecoder.of(head(""), new ParserLimits(300, 300, 10, 10), 10);
        String chunks = "1;" + "x".repeat(99) + "\r\na\r\n" + "1;" + "x".repeat(99) + "\r\nb\r\n";
        in.appendLatin1(chunks + "0;" + "x".repeat(lastExtension - 1) + "\r\n\r\n");

        if (isTaken) {
            assertThat(decoder.decode(in, counter))
                    .as("complete with extensions of 300 bytes")
                    .isTrue();
        } else {
            requireRefusal(400, decoder, "extensions of 301 bytes, where a head may have 300");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1;", "0\r\nA: "})
    void aLineWithoutEndIsRefusedBeforeTheBufferIsFull(String beginning) throws HttpException {
        ParserLimits limits = new ParserLimits(300, 300, 10, 10);
        Buffer small = new Buffer(limits.requiredBufferBytes());
        BodyDecoder endless = BodyDecoder.of(head(""), limits, 10);
        small.appendLatin1(beginning);

        assertThatThrownBy(
                        () -> {
                            while (!endless.decode(small, counter) && !small.isFull()) {
                                small.appendLatin1("0");
                            }
                        },
                        "\"%s\" and as many zeros as the buffer holds",
                        WireCase.escape(beginning))
                .isInstanceOf(HttpException.class);
    }

    /** As in {@link HeadParserTest#bytesThatAreLeftInTheBufferAreNotSearchedAgain}. */
    @Test
    void bytesOfATrailerThatAreLeftInTheBufferAreNotSearchedAgain() throws HttpException {
        BodyDecoder decoder = decoder(0);
        in.appendLatin1("0\r\nA: ");
        assertThat(decoder.decode(in, counter)).as("complete").isFalse();
        String left = rest();
        for (int seen = 0; seen < 200; seen++) {
            left = left.substring(left.length() - in.readableBytes()) + "x";
            int from = Math.max(0, left.length() - 1 - seen);
            int to = Math.max(from, left.length() - 1 - 4);
            in.clear();
            in.appendLatin1(left.substring(0, from));
            in.appendLatin1("\r\n".repeat(to - from).substring(0, to - from));
            in.appendLatin1(left.substring(to));
            try {
                assertThat(decoder.decode(in, counter))
                        .as("complete at line breaks where %s x were seen before, and left in the buffer", seen)
                        .isFalse();
            } catch (HttpException e) {
                fail("line breaks were found where %s x were seen before, and left in the buffer".formatted(seen), e);
            }
        }
        left = left.substring(left.length() - in.readableBytes());
        in.clear();
        in.appendLatin1(left + "\r\n\r\n");

        assertThat(decoder.decode(in, counter)).as("complete").isTrue();
        assertThat(decoder.trailers()).isEqualTo(Headers.of("A", "x".repeat(200)));
    }

    // The end

    @Test
    void aCompleteBodyStaysComplete() throws HttpException {
        BodyDecoder decoder = decoder(2);
        in.appendLatin1("2\r\nab\r\n0\r\n\r\n");
        assertThat(decoder.decode(in, counter)).as("complete").isTrue();
        in.appendLatin1("2\r\ncd\r\n");

        assertThat(decoder.decode(in, counter)).as("complete when asked again").isTrue();
        assertThat(rest()).as("what is left").isEqualTo("2\r\ncd\r\n");
    }

    @Test
    void aCompleteBodyHasItsTrailers() throws HttpException {
        BodyDecoder decoder = decoder(2);
        in.appendLatin1("0\r\nA: b\r\n");
        assertThat(decoder.decode(in, counter)).as("complete").isFalse();
        assertThat(decoder.trailers()).as("trailers before the end").isEqualTo(Headers.empty());
        in.appendLatin1("C: d\r\n\r\n");
        assertThat(decoder.decode(in, counter)).as("complete").isTrue();

        assertThat(decoder.trailers()).as("trailers").isEqualTo(Headers.of("A", "b", "C", "d"));
    }

    private void requireRefusal(int status, BodyDecoder decoder, String of) {
        assertThatThrownBy(() -> decoder.decode(in, counter), of)
                .isInstanceOfSatisfying(
                        HttpException.class,
                        e -> assertThat(e.status()).as("the status for " + of).isEqualTo(status));
    }

    private String rest() {
        return in.latin1(0, in.readableBytes());
    }

    private static BodyDecoder decoder(long maxBodyBytes) throws HttpException {
        return BodyDecoder.of(head(""), LIMITS, maxBodyBytes);
    }

    private static HttpRequest head(String fields) throws HttpException {
        Buffer bytes = new Buffer(1000);
        bytes.appendLatin1("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "Transfer-Encoding: chunked\r\n\r\n");
        return new HeadParser(LIMITS, Client.NONE).parse(bytes).orElseThrow();
    }
}
