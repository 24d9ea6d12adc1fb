package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("inside")
class LineFinderTest {

    private final Buffer in = new Buffer(100_000);
    private final LineFinder lines = new LineFinder();

    @Test
    void aLineEndsInCrLf() throws HttpException {
        in.appendLatin1("abc\r\nd");

        assertThat(lines.find(in, 0, 100, 400)).isEqualTo(3);
    }

    @Test
    void aLineThatArrivesByteByByteIsSearchedOnce() throws HttpException {
        for (int i = 0; i < 10_000; i++) {
            in.appendLatin1("x");
            assertThat(lines.searched())
                    .as("bytes that are not looked at again")
                    .isEqualTo(i);
            assertThat(lines.find(in, 0, 20_000, 400)).isEqualTo(LineFinder.INCOMPLETE);
        }
        in.appendLatin1("\r\n");

        assertThat(lines.find(in, 0, 20_000, 400)).isEqualTo(10_000);
    }

    @Test
    void theNextLineIsSearchedFromItsBeginning() throws HttpException {
        in.appendLatin1("abc\r\nde\r\n");
        lines.find(in, 0, 100, 400);
        in.consume(5);

        assertThat(lines.find(in, 0, 100, 400)).isEqualTo(2);
    }

    @Test
    void aLineMayHaveAsManyBytesAsItIsAllowed() throws HttpException {
        in.appendLatin1("abc\r\n");
        assertThat(lines.find(in, 0, 3, 414)).isEqualTo(3);

        assertThatThrownBy(() -> lines.find(in, 0, 2, 414))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(414));
    }

    @Test
    void aLineWithoutEndIsRefusedAsSoonAsItIsTooLong() throws HttpException {
        in.appendLatin1("abc\r");
        assertThat(lines.find(in, 0, 3, 431)).as("the end may still come").isEqualTo(LineFinder.INCOMPLETE);

        in.appendLatin1("d");
        assertThatThrownBy(() -> lines.find(in, 0, 3, 431))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(431));
    }
}
