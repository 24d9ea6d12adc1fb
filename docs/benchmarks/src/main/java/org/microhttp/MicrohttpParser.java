package org.microhttp;

import java.nio.ByteBuffer;
import lkg.http.MessageParser;

/**
 * microhttp's parser, which only its own package can reach. It copies what was read once more, cuts it into tokens,
 * each an array of its own, and makes strings of all of them. It checks no character.
 */
public final class MicrohttpParser implements MessageParser {

    private final ByteBuffer read = ByteBuffer.allocate(8 * 1024);
    private final ByteTokenizer in = new ByteTokenizer();

    @Override
    public void parse(byte[] bytes, Answers answers) {
        in.add(read.clear().put(bytes).flip());
        RequestParser parser = new RequestParser(in);
        if (!parser.parse()) {
            throw new IllegalStateException("the request is incomplete");
        }
        in.compact();
        Request request = parser.request();
        answers.are(
                request.method(),
                request.uri(),
                request.headers().size(),
                request.header("Host"),
                request.header("If-None-Match") != null,
                !request.hasHeader("Connection", "close"),
                request.body());
    }
}
