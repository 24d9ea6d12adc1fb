import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lkg.http.HttpResponse;
import lkg.server.LkgServer;

/** Lets 200 clients connect to a server, in a process of its own, that may have 150 descriptors. Needs {@code sh}. */
public final class NoDescriptors {

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            serve();
            return;
        }
        Path log = Files.createTempFile("no-descriptors", ".log");
        Process server = start(log);
        try (BufferedReader reader = server.inputReader()) {
            watch(server, Integer.parseInt(reader.readLine()), log);
        } finally {
            server.destroy();
            server.waitFor();
        }
        Files.delete(log);
    }

    private static void watch(Process server, int port, Path log) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(new RawClient(port));
        }
        System.out.println("200 clients are connected to a server that may have 150 descriptors");
        RawClient last = clients.get(199).send("GET / HTTP/1.1\r\nHost: demo\r\n\r\n");

        Duration before = server.info().totalCpuDuration().orElseThrow();
        System.out.println("for a second, the connection of the last one is " + last.endWithin(1_000) + " and silent");
        Duration used = server.info().totalCpuDuration().orElseThrow().minus(before);
        System.out.println(
                "in this second the server takes less than 150 ms of processor time: " + (used.toMillis() < 150));
        long warnings = Files.readAllLines(log).stream()
                .filter(line -> line.contains("cannot accept"))
                .count();
        System.out.println("warnings in its log: " + warnings);

        for (RawClient client : clients.subList(0, 140)) {
            client.close();
        }
        System.out.println("140 clients leave, and the last one is answered: " + last.status());
        for (RawClient client : clients.subList(140, 200)) {
            client.close();
        }
    }

    private static Process start(Path log) throws Exception {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 150; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-MaxFDLimit",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "NoDescriptors",
                        "serve")
                .redirectError(log.toFile())
                .start();
    }

    private static void serve() throws Exception {
        loadClasses();
        LkgServer server = LkgServer.builder()
                .port(0)
                .loops(1)
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .start();
        System.out.println(server.port());
        Thread.currentThread().join();
    }

    /** Without a free descriptor no class can be loaded from a folder. (A jar stays open.) */
    private static void loadClasses() throws Exception {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path folder = Path.of(entry);
            try (Stream<Path> files = Files.isDirectory(folder) ? Files.walk(folder) : Stream.empty()) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    load(folder.relativize(file).toString().replace(File.separatorChar, '.'));
                }
            }
        }
    }

    private static void load(String classFile) {
        try {
            Class.forName(classFile.replaceFirst("\\.class$", ""), false, NoDescriptors.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // It needs a library that is not there. The server does not need it, either.
        }
    }
}
