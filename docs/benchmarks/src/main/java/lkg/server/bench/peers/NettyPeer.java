package lkg.server.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lkg.server.bench.Peer;

/**
 * Netty's codec on one NIO event loop. Netty has no file handler of its own: this one keeps the small file in memory for
 * good and sends the others with sendfile. It writes no Date and looks at no condition, so it does less than ours.
 */
public final class NettyPeer implements Peer {

    private final ExecutorService blocking = Executors.newFixedThreadPool(BLOCKING_THREADS);
    private Path directory;
    private byte[] small;

    @Override
    public void start(int port, Path directory) throws Exception {
        this.directory = directory;
        small = Files.readAllBytes(directory.resolve("small.html"));
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(1024 * 1024), new Routes());
                    }
                })
                .bind("127.0.0.1", port)
                .sync();
    }

    private final class Routes extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            switch (request.uri()) {
                case "/hello" -> send(context, keepAlive, bytes("text/plain", HELLO));
                case "/blocking" ->
                    blocking.execute(() -> {
                        Peer.block();
                        send(context, keepAlive, bytes("text/plain", HELLO));
                        context.flush();
                    });
                case "/small.html" -> send(context, keepAlive, bytes("text/html; charset=utf-8", small));
                default ->
                    sendFile(
                            context,
                            keepAlive,
                            directory.resolve(request.uri().substring(1)).toFile());
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        private void sendFile(ChannelHandlerContext context, boolean keepAlive, File file) {
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, file.length());
            context.write(head);
            context.write(new DefaultFileRegion(file, 0, file.length()));
            close(context, keepAlive, LastHttpContent.EMPTY_LAST_CONTENT);
        }

        private void send(ChannelHandlerContext context, boolean keepAlive, DefaultFullHttpResponse response) {
            close(context, keepAlive, response);
        }

        private void close(ChannelHandlerContext context, boolean keepAlive, Object last) {
            var written = context.write(last);
            if (!keepAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private static DefaultFullHttpResponse bytes(String type, byte[] body) {
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type).setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }
}
