package lkg.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Netty's decoder. It cannot be called but as a handler in a channel's pipeline, so its figures hold a share of that, as
 * they would in a server; the channel is in memory. Names and values become strings at once, and go into a hash map.
 */
final class NettyParser implements MessageParser {

    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());

    @Override
    public void parse(byte[] bytes, Answers answers) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        HttpRequest request = channel.readInbound();
        ByteBuf body = Unpooled.buffer();
        HttpContent content;
        do {
            content = channel.readInbound();
            body.writeBytes(content.content());
            content.release();
        } while (!(content instanceof LastHttpContent));
        answers.are(
                request.method().name(),
                request.uri(),
                request.headers().size(),
                request.headers().get(HttpHeaderNames.HOST),
                request.headers().contains(HttpHeaderNames.IF_NONE_MATCH),
                HttpUtil.isKeepAlive(request),
                ByteBufUtil.getBytes(body));
    }
}
