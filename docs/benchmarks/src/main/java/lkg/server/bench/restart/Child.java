package lkg.server.bench.restart;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which ends with this one at the latest. */
final class Child implements AutoCloseable {

    private static final int START_SECONDS = 30;
    private static final int STOP_SECONDS = 30;

    private final Process process;

    /** Runs {@code command}, and returns when it answers on {@code port}. */
    Child(List<String> command, int port) throws IOException, InterruptedException {
        process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            awaitAnswer(command, port);
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    private void awaitAnswer(List<String> command, int port) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (ClientConnection connection = new ClientConnection(port)) {
                connection.send(Request.SMALL_FILE);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - giveUp > 0) {
                    throw new IOException("does not answer on port " + port + ": " + String.join(" ", command), e);
                }
                Thread.sleep(10);
            }
        }
    }

    /** Sends SIGTERM, and waits for the end of the process. Returns its exit status. */
    int stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("a server did not end within " + STOP_SECONDS + " s of SIGTERM");
        }
        return process.exitValue();
    }

    /** Does the same, whatever the status. A process that does not obey is killed. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
