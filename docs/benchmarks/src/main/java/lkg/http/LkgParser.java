package lkg.http;

import lkg.buffer.Buffer;

/** Ours: copies the field lines once, and makes a string of each value that is asked for. */
final class LkgParser implements MessageParser {

    private final Buffer in = new Buffer(ParserLimits.defaults().requiredBufferBytes());
    private final RequestParser parser = new RequestParser(ParserLimits.defaults());

    @Override
    public void parse(byte[] bytes, Answers answers) throws HttpException {
        in.append(bytes);
        HttpRequest request = parser.parse(in).orElseThrow();
        answers.are(
                request.method(),
                request.path(),
                request.headers().size(),
                request.headers().first("Host").orElseThrow(),
                request.headers().contains("If-None-Match"),
                request.isKeepAlive(),
                request.body());
    }
}
