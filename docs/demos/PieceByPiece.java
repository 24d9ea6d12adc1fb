import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.Client;
import lkg.http.HeadParser;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;

/** Gives the parser two requests in four pieces, as a network may deliver them, and prints what it returns. */
public final class PieceByPiece {

    private static final List<String> PIECES = List.of(
            "GET /first HT", "TP/1.1\r", "\nHost: a\r\n", "\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\nGET /thi");

    public static void main(String[] args) throws Exception {
        HeadParser parser = new HeadParser(ParserLimits.defaults(), Client.NONE);
        Buffer in = new Buffer(ParserLimits.defaults().requiredBufferBytes());
        for (String piece : PIECES) {
            System.out.println("arrives: " + visible(piece));
            in.appendLatin1(piece);
            Optional<HttpRequest> request = parser.parse(in);
            while (request.isPresent()) {
                System.out.println("    a complete head: " + request.get().path());
                request = parser.parse(in);
            }
            System.out.println("    waits for more; in the buffer: " + visible(in.latin1(0, in.readableBytes())));
        }
    }

    private static String visible(String bytes) {
        return '"' + bytes.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }
}
