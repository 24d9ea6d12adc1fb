package lkg.server.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.InstantSource;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpVersion;
import lkg.http.ResponseEncoder;
import lkg.http.Source;
import lkg.server.testing.InMemorySocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pulled body that said its length before. */
class PulledLengthTest {

    private final InMemorySocket socket = new InMemorySocket();

    @Test
    void aBodyOfKnownLengthIsSentWithoutChunks() throws IOException {
        send("abcdef", 6);

        assertThat(socket.sent()).isEqualTo("abcdef");
    }

    @Test
    void aBodyOfUnknownLengthIsSentInChunks() throws IOException {
        send("ab", Body.UNKNOWN_LENGTH);

        assertThat(socket.sent()).isEqualTo("1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
    }

    /** The client would read the next response at the wrong place. */
    @ParameterizedTest
    @ValueSource(longs = {0, 5, 7})
    void aBodyOfAnotherLengthThanItSaidIsBrokenOff(long said) {
        assertThatThrownBy(() -> send("abcdef", said))
                .isInstanceOf(BodyFailedException.class)
                .hasMessageContaining("a body of " + said + " bytes had");
        assertThat(socket.sent().length()).as("bytes sent").isLessThanOrEqualTo((int) said);
    }

    private void send(String text, long length) throws IOException {
        ResponseEncoder encoder = new ResponseEncoder(InstantSource.system());
        Body body = new Body.Pulled(wakeUp -> oneByteAtATime(text), length);
        Content content = Content.open(body, HttpVersion.HTTP_1_1, encoder, Runnable::run, () -> {});
        Buffer bytes = new Buffer(1024);
        while (!content.isDone() || !bytes.isEmpty()) {
            content.writeTo(socket, bytes);
        }
    }

    private static Source oneByteAtATime(String text) {
        return new Source() {
            private int position;

            @Override
            public Next pull(Buffer out, int most) {
                out.append((byte) text.charAt(position++));
                return position == text.length() ? Next.END : Next.MORE;
            }

            @Override
            public void close() {}
        };
    }
}
