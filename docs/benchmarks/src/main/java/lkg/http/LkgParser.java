package lkg.http;

import java.io.IOException;
import lkg.buffer.Buffer;

/** Ours: copies the field lines once, and makes a string of each value that is asked for. */
final class LkgParser implements MessageParser {

    private static final ParserLimits LIMITS = ParserLimits.defaults();

    private final Buffer in = new Buffer(LIMITS.requiredBufferBytes());
    private final HeadParser parser = new HeadParser(LIMITS, Client.NONE);

    @Override
    public void parse(byte[] bytes, Answers answers) throws IOException, HttpException {
        in.append(bytes);
        HttpRequest request = parser.parse(in).orElseThrow();
        answers.are(
                request.method(),
                request.path(),
                request.headers().size(),
                request.headers().first("Host").orElseThrow(),
                request.headers().contains("If-None-Match"),
                request.isKeepAlive(),
                body(request));
    }

    private byte[] body(HttpRequest request) throws IOException, HttpException {
        if (!request.announcesBody()) {
            return request.body().bytes();
        }
        BodyCollector body = new BodyCollector();
        BodyDecoder.of(request, LIMITS, LIMITS.maxBodyBytes()).decode(in, body);
        return body.toBody().bytes();
    }
}
