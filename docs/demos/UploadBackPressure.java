import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** A client uploads 64 MiB to a handler that does not read yet, and then reads. */
public final class UploadBackPressure {

    private static final long BYTES = 64L * 1024 * 1024;

    public static void main(String[] args) throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        CompletableFuture<Long> received = new CompletableFuture<>();
        Handler upload = Handler.streaming(request -> {
            mayRead.await();
            received.complete(count(request.body().stream()));
            return HttpResponse.text(200, "thanks\n");
        });
        try (LkgServer server = LkgServer.builder().port(0).handler(upload).start();
                SocketChannel client =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + BYTES + "\r\n\r\n";
            client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            client.configureBlocking(false);
            long sent = sendUntilStuck(client, BYTES);
            System.out.println("the handler does not read: the client "
                    + (sent < BYTES ? "cannot send all, and has to wait" : "sent all into the server's memory"));
            System.out.println("the server holds less than 256 KiB for it: " + (server.bytesInFlight() < 256 * 1024));
            mayRead.countDown();
            while (sent < BYTES) {
                sent += sendUntilStuck(client, BYTES - sent);
            }
            System.out.println("the handler reads: it got " + received.get() + " of " + BYTES + " bytes");
        }
    }

    /** Sends until the socket has taken nothing for 200 ms. */
    private static long sendUntilStuck(SocketChannel client, long most) throws Exception {
        ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
        long sent = 0;
        for (int idle = 0; idle < 20 && sent < most; ) {
            piece.clear().limit((int) Math.min(piece.capacity(), most - sent));
            int count = client.write(piece);
            sent += count;
            idle = count > 0 ? 0 : idle + 1;
            Thread.sleep(count > 0 ? 0 : 10);
        }
        return sent;
    }

    private static long count(InputStream in) throws Exception {
        byte[] piece = new byte[64 * 1024];
        long bytes = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            bytes += count;
        }
        return bytes;
    }
}
