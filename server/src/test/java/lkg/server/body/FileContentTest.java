package lkg.server.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;
import lkg.buffer.Buffer;
import lkg.http.Body;
import org.junit.jupiter.api.Test;

class FileContentTest {

    private final byte[] file = new byte[200_000];
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    /** Some of /proc, and some file systems of users. */
    @Test
    void aFileThatCannotBeSentFromThePageCacheIsCopied() throws IOException {
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) (i / 100);
        }
        FileContent content = new FileContent(new Body.FileRegion(() -> new StubbornFile(file), 10, 150_000));

        while (!content.isDone()) {
            content.writeTo(new Sink(), new Buffer(16));
        }

        assertThat(sent.toByteArray()).isEqualTo(Arrays.copyOfRange(file, 10, 150_010));
    }

    @Test
    void aFileThatCannotBeReadIsNotTheClientsFault() throws IOException {
        FileContent content = new FileContent(new Body.FileRegion(() -> new StubbornFile(file).broken(), 0, 100_000));

        assertThatThrownBy(() -> content.writeTo(new Sink(), new Buffer(16)))
                .isInstanceOf(BodyFailedException.class)
                .hasMessageContaining("Input/output error");
    }

    @Test
    void aClientThatHasLeftIsNotTheFilesFault() throws IOException {
        FileContent content = new FileContent(new Body.FileRegion(() -> new StubbornFile(file), 0, 100_000));

        assertThatThrownBy(() -> content.writeTo(new Gone(), new Buffer(16)))
                .isNotInstanceOf(BodyFailedException.class)
                .hasMessage("Broken pipe");
    }

    private class Sink implements GatheringByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            sent.write(bytes.array(), bytes.position(), count);
            bytes.position(bytes.limit());
            return count;
        }

        @Override
        public long write(ByteBuffer[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final class Gone extends Sink {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
