package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lkg.http.HttpResponse;
import lkg.server.Client;
import lkg.server.ForkedServer;
import lkg.server.Handler;
import lkg.server.LkgServer;
import lkg.server.Routes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {

    private static final Thread THREAD = new Thread("a thread");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final BlockingQueue<Integer> halted = new LinkedBlockingQueue<>();

    // In this process

    @Test
    void theFirstOutOfMemoryErrorEndsTheProcessWithOneLine() throws Exception {
        OutOfMemory outOfMemory = new OutOfMemory(new PrintStream(err), halted::add);

        outOfMemory.uncaughtException(THREAD, new OutOfMemoryError("made on purpose"));
        outOfMemory.uncaughtException(THREAD, new OutOfMemoryError("made on purpose"));

        assertThat(halted.poll(10, TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(lines()).singleElement().asString().startsWith("lkg-server: out of memory");
    }

    @Test
    void itEndsAlthoughNobodyReadsWhatItPrints() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream unread = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        OutOfMemory outOfMemory = new OutOfMemory(new PrintStream(unread), halted::add);
        Thread failing = new Thread(() -> outOfMemory.uncaughtException(THREAD, new OutOfMemoryError()));
        failing.start();

        assertThat(halted.poll(10, TimeUnit.SECONDS)).isEqualTo(5);

        failing.interrupt();
        failing.join();
    }

    @Test
    void anyOtherExceptionIsPrintedAsByTheJvm() {
        OutOfMemory outOfMemory = new OutOfMemory(new PrintStream(err), halted::add);

        outOfMemory.uncaughtException(THREAD, new IllegalStateException("thrown on purpose"));

        assertThat(lines()[0])
                .isEqualTo("Exception in thread \"a thread\" java.lang.IllegalStateException: thrown on purpose");
        assertThat(lines()[1]).startsWith("\tat ");
        assertThat(halted).isEmpty();

        endItsThread(outOfMemory);
    }

    private static void endItsThread(OutOfMemory outOfMemory) {
        outOfMemory.uncaughtException(THREAD, new OutOfMemoryError("made on purpose"));
    }

    private String[] lines() {
        return err.toString(StandardCharsets.US_ASCII).split("\\R");
    }

    // In a process of its own

    @ParameterizedTest
    @ValueSource(strings = {"/all/on-loop", "/all/in-executor", "/too-much/on-loop", "/too-much/in-executor"})
    void aHandlerWithoutMemoryEndsTheProcessOfTheCommandLine(String target) throws Exception {
        Path stderr = directory.resolve("stderr");
        try (ForkedServer server = new ForkedServer(LikeTheCommandLine.class, Redirect.to(stderr.toFile()));
                Client client = new Client(server.port)) {
            client.get(target);

            assertThat(server.exitStatus()).isEqualTo(5);
            assertThat(Files.readAllLines(stderr))
                    .filteredOn(line -> line.startsWith("lkg-server: out of memory"))
                    .hasSize(1);
        }
    }

    @Test
    void itEndsAlthoughStderrIsBlocked() throws Exception {
        try (ForkedServer server = new ForkedServer(LikeTheCommandLine.class, Redirect.PIPE, "print too much");
                Client client = new Client(server.port)) {
            client.get("/all/on-loop");

            assertThat(server.exitStatus()).isEqualTo(5);
        }
    }

    /** The error happens somewhere in the server's own code, and nothing can be allocated after it. */
    @Test
    void theCommandLineEndsWhenNoMemoryIsLeftForIt() throws Exception {
        Path stderr = directory.resolve("stderr");
        try (ForkedServer server =
                new ForkedServer(MemoryLeak.class, Redirect.to(stderr.toFile()), "-p", "0", directory.toString())) {
            server.process.outputWriter().close();
            while (server.process.isAlive() && !Thread.currentThread().isInterrupted()) {
                try (Client client = new Client(server.port)) {
                    client.get("/").response();
                } catch (IOException | AssertionError e) {
                    // The server may fail, or end, at any time.
                }
            }

            assertThat(server.exitStatus()).isEqualTo(5);
            assertThat(Files.readAllLines(stderr))
                    .filteredOn(line -> line.startsWith("lkg-server: out of memory"))
                    .hasSize(1);
        }
    }

    @Test
    void anEmbeddedServerGoesOn() throws Exception {
        try (ForkedServer server = new ForkedServer(Embedded.class, Redirect.DISCARD);
                Client client = new Client(server.port)) {
            for (String target : new String[] {"/too-much/in-executor", "/too-much/on-loop"}) {
                assertThat(client.get(target).response().status()).isEqualTo(500);
                assertThat(client.get("/").response().status()).isEqualTo(200);
            }
        }
    }

    /** A server whose handlers want more memory than there is. */
    static final class Embedded {

        private static Object[] taken = new Object[1];

        public static void main(String[] arguments) throws IOException {
            Handler tooMuch = request -> HttpResponse.text(200, "unexpected: " + new byte[Integer.MAX_VALUE].length);
            Handler all = request -> {
                takeAll();
                throw new AssertionError("not reached");
            };
            LkgServer server = LkgServer.builder()
                    .port(0)
                    .handler(Routes.create()
                            .get("/too-much/in-executor", tooMuch)
                            .get("/too-much/on-loop", Handler.onLoop(tooMuch))
                            .get("/all/in-executor", all)
                            .get("/all/on-loop", Handler.onLoop(all))
                            .get("/", request -> HttpResponse.text(200, "fine")))
                    .start();
            System.out.println(server.port());
        }

        /** Takes all memory, and keeps it. */
        static void takeAll() {
            for (int size = 1024 * 1024; ; ) {
                try {
                    Object[] more = new Object[size];
                    more[0] = taken;
                    taken = more;
                } catch (OutOfMemoryError e) {
                    if (size == 1) {
                        throw e;
                    }
                    size /= 2;
                }
            }
        }
    }

    /** The same server in a process that ends as that of the command line does. Prints its arguments very often. */
    static final class LikeTheCommandLine {

        public static void main(String[] arguments) throws IOException {
            OutOfMemory.endsTheProcess();
            for (String argument : arguments) {
                new Thread(() -> System.err.print(argument.repeat(10_000))).start();
            }
            Embedded.main(arguments);
        }
    }

    /** The command line, beside a thread that takes all memory when the process's input ends. */
    static final class MemoryLeak {

        public static void main(String[] arguments) {
            Thread leak = new Thread(MemoryLeak::takeAllForEver);
            leak.setDaemon(true);
            leak.start();
            Main.main(arguments);
        }

        private static void takeAllForEver() {
            try {
                System.in.read();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            while (true) {
                try {
                    Embedded.takeAll();
                } catch (OutOfMemoryError e) {
                    // It is for the server to notice.
                }
            }
        }
    }
}
