package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.http.wire.WireCase;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler.Abstract;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wire cases to our server, to nginx and to Jetty: wherever they differ, {@code docs/differences.md} has to say so.
 *
 * <p>Needs nginx on the path, and is not part of the build: {@code docs/differences.md} has the command.
 */
class DifferentialTest {

    private static final Path TABLE = Path.of("..", "docs", "differences.md");

    @Test
    void eachDifferenceIsInTheTable(@TempDir Path directory) throws Exception {
        int nginxPort = freePort();
        Process nginx = startNginx(directory, nginxPort);
        Server jetty = startJetty();
        int jettyPort = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
        List<String> rows = new ArrayList<>();
        try (LkgServer ours = LkgServer.builder()
                .port(0)
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .start()) {
            awaitListening(nginxPort);
            for (WireCase wireCase : WireCase.all()) {
                // Their limits are others than ours, and what becomes of half a request is a matter of time.
                if (wireCase.limits().equals(ParserLimits.defaults()) && !wireCase.isIncomplete()) {
                    String us = outcome(ours.port(), wireCase);
                    String them = outcome(nginxPort, wireCase);
                    String jettys = outcome(jettyPort, wireCase);
                    if (!us.equals(them) || !us.equals(jettys)) {
                        rows.add("| " + wireCase.name().replace("|", "\\|") + " | " + us + " | " + them + " | " + jettys
                                + " |");
                    }
                }
            }
        } finally {
            nginx.destroy();
            jetty.stop();
        }
        Files.write(Path.of("target", "differences.txt"), rows);

        List<String> table = Files.readAllLines(TABLE).stream()
                .filter(line -> line.contains(".http: "))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
                .toList();
        assertThat(table).as("the rows of %s, without their last column", TABLE).isEqualTo(rows);
    }

    /** The status of the first answer, or how the connection ended without one. */
    private static String outcome(int port, WireCase wireCase) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(wireCase.bytes());
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            if (answer.startsWith("HTTP/1.1 100")) {
                socket.getInputStream().readNBytes("ontinue\r\n\r\n".length() + 2);
                answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            }
            return answer.startsWith("HTTP/") ? answer.substring(9) : answer.isEmpty() ? "closed" : "no head";
        } catch (IOException e) {
            return "reset";
        }
    }

    private static Process startNginx(Path directory, int port) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/pid;
                error_log /dev/null;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { return 200 "hello\\n"; }
                    }
                }
                """.formatted(directory, port));
        return new ProcessBuilder("nginx", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Server startJetty() throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(new Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
                Content.Source.consumeAll(
                        request, Callback.from(() -> response.write(true, null, callback), callback::failed));
                return true;
            }
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(int port) {
        await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
    }
}
