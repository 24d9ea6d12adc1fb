package org.apache.coyote.http11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import lkg.http.BodyInPieces;
import lkg.http.MessageParser;
import org.apache.coyote.Request;
import org.apache.coyote.http11.filters.ChunkedInputFilter;
import org.apache.coyote.http11.filters.VoidInputFilter;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.parser.HttpParser;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Tomcat's parser, which only its own package can reach, with the steps of its processor between head and body. Names
 * and values stay bytes until they are asked for, in objects that one request leaves to the next.
 */
public final class TomcatParser implements MessageParser, ApplicationBufferHandler {

    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final SocketInMemory socket = new SocketInMemory();
    private final Request request = new Request();
    private final Http11InputBuffer in = new Http11InputBuffer(request, MAX_HEAD_BYTES, new HttpParser(null, null));
    private final BodyInPieces body = new BodyInPieces();
    private ByteBuffer content;

    public TomcatParser() {
        request.setInputBuffer(in);
        in.addFilter(new VoidInputFilter());
        in.addFilter(new ChunkedInputFilter(request, MAX_HEAD_BYTES, Set.of(), MAX_HEAD_BYTES, MAX_BODY_BYTES));
        in.init(socket);
    }

    @Override
    public void parse(byte[] bytes, Answers answers) throws IOException {
        socket.receive(bytes);
        in.parseRequestLine(true, -1, -1);
        in.parseHeaders();
        boolean isChunked = request.getMimeHeaders().getValue("transfer-encoding") != null;
        in.addActiveFilter(in.getFilters()[isChunked ? 1 : 0]);
        while (in.doRead(this) > 0) {
            body.add(content);
        }
        MessageBytes connection = request.getMimeHeaders().getValue("connection");
        answers.are(
                request.getMethod(),
                request.requestURI().toString(),
                request.getMimeHeaders().size(),
                request.getMimeHeaders().getHeader("Host"),
                request.getMimeHeaders().getValue("If-None-Match") != null,
                connection == null || !connection.equalsIgnoreCase("close"),
                body.take());
        in.endRequest();
        in.nextRequest();
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        content = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return content;
    }

    @Override
    public void expand(int size) {}
}
