import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import lkg.http.HttpResponse;
import lkg.server.Handler;
import lkg.server.LkgServer;

/** Asks for 32 MiB, reads until nothing more comes for a second, and says how much came. */
public final class LargeAnswer {

    private static final int BYTES = 32 * 1024 * 1024;

    public static void main(String[] args) throws Exception {
        HttpResponse large = HttpResponse.bytes(200, "text/plain", new byte[BYTES]);
        try (LkgServer server = LkgServer.builder()
                        .port(0)
                        .handler(Handler.onLoop(request -> large))
                        .start();
                Socket client = new Socket()) {
            client.setReceiveBufferSize(64 * 1024);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.setSoTimeout(1_000);
            System.out.println(
                    read(client.getInputStream()) >= BYTES
                            ? "all 32 MiB came"
                            : "a part of the 32 MiB came, and then nothing for a second");
            client.setSoLinger(true, 0); // Reset the connection, so that the server need not wait for it.
        }
    }

    private static long read(InputStream in) throws Exception {
        byte[] piece = new byte[64 * 1024];
        long received = 0;
        try {
            while (received < BYTES) {
                received += in.read(piece);
            }
        } catch (SocketTimeoutException e) {
            // Nothing came for a second.
        }
        return received;
    }
}
