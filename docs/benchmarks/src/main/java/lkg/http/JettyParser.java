package lkg.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;

/**
 * Jetty's parser, with the list of fields that its server keeps. Well-known fields, and on one connection those that
 * came before, are found in a trie and shared, so that a client which always says the same costs few strings.
 */
final class JettyParser implements MessageParser, HttpParser.RequestHandler {

    private final HttpParser parser = new HttpParser(this);
    private final ByteBuffer in = ByteBuffer.allocate(8 * 1024);
    private final BodyInPieces body = new BodyInPieces();
    private HttpFields.Mutable fields;
    private String method;
    private String uri;

    @Override
    public void parse(byte[] bytes, Answers answers) {
        in.clear().put(bytes).flip();
        fields = HttpFields.build();
        while (!parser.isComplete()) {
            parser.parseNext(in);
        }
        answers.are(
                method,
                uri,
                fields.size(),
                fields.get(HttpHeader.HOST),
                fields.contains(HttpHeader.IF_NONE_MATCH),
                !fields.contains(HttpHeader.CONNECTION, "close"),
                body.take());
        parser.reset();
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
        this.method = method;
        this.uri = uri;
    }

    @Override
    public void parsedHeader(HttpField field) {
        fields.add(field);
    }

    @Override
    public boolean headerComplete() {
        return false;
    }

    @Override
    public boolean content(ByteBuffer content) {
        body.add(content);
        return false;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public boolean messageComplete() {
        return true;
    }

    @Override
    public void badMessage(HttpException failure) {
        throw new IllegalStateException(failure.getReason());
    }

    @Override
    public void earlyEOF() {
        throw new IllegalStateException("the request ends early");
    }
}
