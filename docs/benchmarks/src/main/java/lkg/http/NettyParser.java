package lkg.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's decoder, called directly: its figures hold nothing of the pipeline in which it is a handler otherwise. It
 * copies each line into an array of its own, makes strings of names and values at once, and puts them into a hash map.
 */
final class NettyParser extends HttpRequestDecoder implements MessageParser {

    private final ByteBuf in = Unpooled.buffer(8 * 1024);
    private final List<Object> decoded = new ArrayList<>();
    private final BodyInPieces body = new BodyInPieces();

    @Override
    public void parse(byte[] bytes, Answers answers) throws Exception {
        in.clear().writeBytes(bytes);
        while (in.isReadable()) {
            decode(null, in, decoded); // It has no use for the context.
        }
        HttpRequest request = (HttpRequest) decoded.get(0);
        for (int i = 1; i < decoded.size(); i++) {
            HttpContent content = (HttpContent) decoded.get(i);
            ByteBuf piece = content.content();
            body.add(piece.internalNioBuffer(piece.readerIndex(), piece.readableBytes()));
            content.release();
        }
        decoded.clear();
        answers.are(
                request.method().name(),
                request.uri(),
                request.headers().size(),
                request.headers().get(HttpHeaderNames.HOST),
                request.headers().contains(HttpHeaderNames.IF_NONE_MATCH),
                HttpUtil.isKeepAlive(request),
                body.take());
    }
}
