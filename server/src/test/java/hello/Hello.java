package hello;

import java.io.IOException;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

public final class Hello {

    public static void main(String[] arguments) throws IOException {
        LkgServer server = start(8080);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("listening on " + server.address());
    }

    public static LkgServer start(int port) throws IOException {
        return LkgServer.builder()
                .port(port)
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .start();
    }
}
