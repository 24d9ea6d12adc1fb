import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lkg.server.LkgServer;
import lkg.server.files.StaticFiles;

/** Requests for a file that lies beside the directory that is served. */
public final class WayOut {

    private static final List<String> PATHS =
            List.of("/page.txt", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link.txt");

    public static void main(String[] args) throws Exception {
        Path above = Files.createTempDirectory("way-out");
        Path served = Files.createDirectory(above.resolve("public"));
        Path page = Files.writeString(served.resolve("page.txt"), "for everybody");
        Path secret = Files.writeString(above.resolve("secret.txt"), "for nobody");
        Path link = Files.createSymbolicLink(served.resolve("link.txt"), secret);
        try (LkgServer server =
                LkgServer.builder().port(0).handler(StaticFiles.of(served)).start()) {
            for (String path : PATHS) {
                try (RawClient client = new RawClient(server.port())) {
                    String response = client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .response();
                    System.out.printf(
                            "%-20s %s%s%n",
                            path,
                            response.lines().findFirst().orElseThrow(),
                            response.endsWith("for nobody") ? ": " + Files.readString(secret) : "");
                }
            }
        } finally {
            for (Path path : new Path[] {link, secret, page, served, above}) {
                Files.delete(path);
            }
        }
    }
}
