import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.BodyCollector;
import lkg.http.BodyDecoder;
import lkg.http.Client;
import lkg.http.HeadParser;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;

/** Three requests in one buffer: no body, a body of a known length, and a body in chunks. */
public final class Framings {

    private static final String BYTES = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
            + "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
            + "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nSum: 7\r\n\r\n";

    public static void main(String[] args) throws Exception {
        ParserLimits limits = ParserLimits.defaults();
        HeadParser parser = new HeadParser(limits, Client.NONE);
        Buffer in = new Buffer(limits.requiredBufferBytes());
        in.append(BYTES.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 3; i++) {
            Optional<HttpRequest> head = parser.parse(in);
            int behindHead = in.readableBytes();
            BodyDecoder decoder = BodyDecoder.of(head.orElseThrow(), limits, limits.maxBodyBytes());
            BodyCollector collector = new BodyCollector();
            boolean complete = decoder.decode(in, collector);
            System.out.printf(
                    "%-4s %s: body \"%s\" took %2d bytes of the buffer, complete: %s, trailers: %d%n",
                    head.get().method(),
                    head.get().path(),
                    collector.toBody().text(),
                    behindHead - in.readableBytes(),
                    complete,
                    decoder.trailers().size());
        }
        System.out.println("left in the buffer: " + in.readableBytes() + " bytes");
    }
}
