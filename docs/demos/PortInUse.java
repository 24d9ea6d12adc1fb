import java.net.BindException;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;

/** Starts a second server on the port of the first one. */
public final class PortInUse {

    public static void main(String[] args) throws Exception {
        ServerBuilder builder = LkgServer.builder().loops(2).handler(request -> HttpResponse.text(200, "hello\n"));
        LkgServer first = builder.port(0).start();
        long loops = loops();
        try {
            builder.port(first.port()).start();
            System.out.println("the second server has started");
        } catch (BindException e) {
            System.out.println("the second server has not started: BindException");
        }
        System.out.println("event loops that it has left behind: " + (loops() - loops));
        first.close();
        System.exit(0); // A loop that was left behind would keep the process.
    }

    private static long loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lkg-loop-"))
                .count();
    }
}
