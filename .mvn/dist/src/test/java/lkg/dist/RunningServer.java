package lkg.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged server in a process that knows nothing of this one's environment. */
final class RunningServer implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final int port;

    RunningServer(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        out = process.inputReader();
        String banner = out.readLine();
        assertThat(banner).as("what %s prints first", command).startsWith("Serving ");
        port = URI.create(banner.replaceFirst(".* on ", "")).getPort();
    }

    /** The address of the live picture, which is the next line that the server prints. */
    URI livePicture() throws IOException {
        return URI.create(out.readLine().replaceFirst(".* on ", ""));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** Sends SIGTERM to the JVM, which may be the child of the process, and returns the exit status. */
    int stop() throws InterruptedException {
        process.children().findFirst().orElse(process.toHandle()).destroy();
        assertThat(process.waitFor(15, TimeUnit.SECONDS))
                .as("ends after SIGTERM")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
