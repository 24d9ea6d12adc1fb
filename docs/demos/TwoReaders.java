import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.BodyCollector;
import lkg.http.BodyDecoder;
import lkg.http.Client;
import lkg.http.HeadParser;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;

/** The same bytes, as three readers understand them: one goes by the length, one by the chunks, one is our parser. */
public final class TwoReaders {

    private static final String BYTES = "POST /form HTTP/1.1\r\nHost: a\r\n"
            + "Content-Length: 37\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\nGET /admin HTTP/1.1\r\nHost: a\r\n\r\n";

    public static void main(String[] args) {
        System.out.println("by the length: " + byLength(BYTES));
        System.out.println("by the chunks: " + byChunks(BYTES));
        System.out.println("our parser:    " + byOurParser(BYTES));
    }

    private static List<String> byLength(String bytes) {
        List<String> requests = new ArrayList<>();
        while (!bytes.isEmpty()) {
            requests.add(firstLine(bytes));
            int field = bytes.indexOf("Content-Length: ");
            int length = field < 0 ? 0 : Integer.parseInt(bytes.substring(field + 16, bytes.indexOf('\r', field)));
            bytes = bytes.substring(bytes.indexOf("\r\n\r\n") + 4 + length);
        }
        return requests;
    }

    private static List<String> byChunks(String bytes) {
        List<String> requests = new ArrayList<>();
        while (!bytes.isEmpty()) {
            requests.add(firstLine(bytes));
            int bodyStart = bytes.indexOf("\r\n\r\n") + 4;
            boolean chunked = bytes.substring(0, bodyStart).contains("chunked");
            bytes = bytes.substring(chunked ? bytes.indexOf("0\r\n\r\n", bodyStart) + 5 : bodyStart);
        }
        return requests;
    }

    private static List<String> byOurParser(String bytes) {
        List<String> requests = new ArrayList<>();
        ParserLimits limits = ParserLimits.defaults();
        HeadParser parser = new HeadParser(limits, Client.NONE);
        Buffer in = new Buffer(limits.requiredBufferBytes());
        in.appendLatin1(bytes);
        try {
            Optional<HttpRequest> request = parser.parse(in);
            while (request.isPresent()) {
                BodyDecoder.of(request.get(), limits, limits.maxBodyBytes()).decode(in, new BodyCollector());
                requests.add(request.get().method() + " " + request.get().path());
                request = parser.parse(in);
            }
        } catch (HttpException e) {
            requests.add("refused with " + e.status() + ", because " + e.getMessage());
        }
        return requests;
    }

    private static String firstLine(String bytes) {
        return bytes.substring(0, bytes.indexOf(" HTTP/"));
    }
}
