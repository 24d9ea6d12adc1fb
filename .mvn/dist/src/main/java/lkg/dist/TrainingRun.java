package lkg.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that is started, asked for pages of all kinds, and stopped, while the JVM notes what it uses. */
final class TrainingRun {

    private static final int MAX_SECONDS = 60;

    private TrainingRun() {}

    /** Runs the server in {@code folder} with options of the JVM. */
    static void of(Path folder, String... options) throws IOException, InterruptedException {
        Path site = site(folder.resolveSibling("site"));
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("bin/java").toString());
        command.add("-XX:+UseG1GC");
        command.addAll(List.of(options));
        command.addAll(List.of(AppModule.MAIN_CLASS, "--port", "0", site.toString()));
        Path log = folder.resolveSibling("training.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LKG_") || name.contains("JAVA"));
        Process server = builder.start();
        try (BufferedReader out = server.inputReader()) {
            String banner = String.valueOf(out.readLine());
            ask(URI.create(banner.replaceFirst(".* on ", "")));
            // SIGTERM, with the streams left open. The JVM writes its archive when it ends.
            server.toHandle().destroy();
            out.lines().forEach(line -> {});
        }
        if (!server.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || server.exitValue() != 0) {
            server.destroyForcibly();
            throw new IOException("the server ended with an error, see " + log + ": " + command);
        }
    }

    private static Path site(Path folder) throws IOException {
        Path listed = Files.createDirectories(folder.resolve("listed"));
        Files.writeString(folder.resolve("index.html"), "<!doctype html><title>A page</title><p>".repeat(100));
        Files.writeString(listed.resolve("style.css"), "p { color: teal }");
        Files.writeString(listed.resolve("README.md"), "# A directory\n\n| with | a table |\n|---|---|\n| a | b |\n");
        return folder;
    }

    private static void ask(URI server) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (String path : List.of("/", "/index.html", "/listed", "/listed/", "/listed/style.css", "/nothing")) {
            for (String[] field : new String[][] {
                {"Accept", "*/*"}, {"Accept-Encoding", "gzip"}, {"Range", "bytes=2-5"}, {"If-None-Match", "*"}
            }) {
                HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                        .header(field[0], field[1])
                        .build();
                client.send(request, BodyHandlers.ofByteArray());
            }
        }
    }
}
