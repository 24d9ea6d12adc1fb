import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import lkg.buffer.Buffer;

/** Reads a client's last words and then the end of the stream into our buffer. */
public final class EndOfStream {

    public static void main(String[] args) throws Exception {
        byte[] lastWords = "GET /last HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1);
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(lastWords));
        Buffer buffer = new Buffer(100);

        System.out.println("read returns " + buffer.readFrom(channel) + ", readable: " + buffer.readableBytes());
        System.out.println("read returns " + buffer.readFrom(channel) + ", readable: " + buffer.readableBytes());
    }
}
