package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import lkg.reactor.LoopLog;
import lkg.server.InvalidSettingException;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.files.StaticFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: serves a directory until a signal stops it. */
@Command(
        name = "lkg-server",
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Serves the files of a directory over HTTP.",
        description = "",
        footer = {
            "",
            "SIZE is in bytes, or has a unit, as in 64KB, 10MB and 1GB; 1KB is 1024 bytes.",
            "TIME is in seconds, or has a unit, as in 500ms, 30s, 5m and 1h.",
            "Each option can be set in the environment, as LKG_ and its long name: LKG_PORT=8080. PORT works, too.",
            "SIGTERM and Ctrl-C let requests in flight finish; a second one does not wait for them.",
            "Exit status: 0 stopped, 1 could not start, 2 usage, 3 stopped before all requests were answered, "
                    + "4 failed, 5 out of memory."
        })
final class Main implements Callable<Integer> {

    private static final int STOPPED = 0;
    private static final int COULD_NOT_START = 1;
    private static final int NOT_DRAINED = 3;
    private static final int FAILED = 4;

    private static final Duration MAX_FLUSH = Duration.ofSeconds(1);

    private final EnvironmentDefaults environment;

    @Spec
    private CommandSpec command;

    @Mixin
    private Options options;

    private final LogOptions logOptions = new LogOptions();
    private final ProxyOptions proxyOptions = new ProxyOptions();

    private Main(EnvironmentDefaults environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        OutOfMemory.endsTheProcess();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    static CommandLine commandLine(Map<String, String> variables) {
        EnvironmentDefaults environment = new EnvironmentDefaults(variables);
        Main main = new Main(environment);
        CommandLine commandLine = new CommandLine(main);
        main.logOptions.addTo(commandLine.getCommandSpec());
        main.proxyOptions.addTo(commandLine.getCommandSpec());
        SettingOption.addAllTo(commandLine.getCommandSpec());
        commandLine.getCommandSpec().mixinStandardHelpOptions(true);
        commandLine.setDefaultValueProvider(environment);
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            CommandLine failed = e.getCommandLine();
            failed.getErr().println("lkg-server: " + e.getMessage() + environment.origin(e) + ". Try --help.");
            return failed.getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    LogOptions logOptions() {
        return logOptions;
    }

    @Override
    public Integer call() throws InterruptedException {
        GivenOptions given = new GivenOptions(command.commandLine().getParseResult(), environment);
        try {
            return serve(given);
        } catch (InvalidSettingException e) {
            throw given.refuse(e);
        } finally {
            logOptions.close();
            LoopLog.flush(MAX_FLUSH);
        }
    }

    private int serve(GivenOptions given) throws InterruptedException {
        // Before the first logger is made, which reads it once.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", options.isVerbose(given) ? "debug" : "warn");
        Path root = options.root(given);
        ServerBuilder builder = options.builder(given);
        proxyOptions.addTo(builder, given);
        Duration grace = given.duration(SettingOption.GRACE);
        StaticFiles files;
        try {
            files = options.files(root, given);
        } catch (IOException e) {
            return couldNotStart("cannot serve " + root + ": " + whyNot(root));
        }
        try {
            logOptions.addTo(builder, given, options.isQuiet(given));
        } catch (IOException e) {
            return couldNotStart("cannot write the access log: " + LogOptions.whyNot(e));
        }
        Semaphore signals = new Semaphore(0);
        Signals.onTermination(signals::release);
        LkgServer server;
        try {
            server = builder.handler(files).start();
        } catch (IOException e) {
            return couldNotStart("cannot listen on " + options.authority(given.port()) + ": "
                    + ListenFailure.explain(options.address(given), given.port()));
        }
        if (!options.isQuiet(given)) {
            PrintWriter out = command.commandLine().getOut();
            out.println("Serving " + root.toAbsolutePath().normalize() + " on http://"
                    + options.authority(server.port()) + "/");
            out.flush();
        }
        logOptions.bannerIsOut();
        if (options.isOpen()) {
            Browser.open(
                    options.url(given, server.port()), command.commandLine().getErr());
        }
        server.terminated().whenComplete((ended, failure) -> {
            if (failure != null) {
                signals.release();
            }
        });
        signals.acquire();
        if (server.terminated().toCompletableFuture().isCompletedExceptionally()) {
            LoopLog.flush(MAX_FLUSH);
            command.commandLine().getErr().println("lkg-server: failed, and has closed all connections; see above");
            return FAILED;
        }
        return stop(server, grace, signals);
    }

    /** Waits for requests in flight, until the grace period is over or a second signal comes. */
    private static int stop(LkgServer server, Duration grace, Semaphore signals) {
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> server.shutdown(grace));
        Thread second = new Thread(() -> {
            signals.acquireUninterruptibly();
            drained.complete(false);
        });
        second.setDaemon(true);
        second.start();
        return drained.join() ? STOPPED : NOT_DRAINED;
    }

    private int couldNotStart(String message) {
        command.commandLine().getErr().println("lkg-server: " + message);
        return COULD_NOT_START;
    }

    private static String whyNot(Path root) {
        if (Files.notExists(root)) {
            return "no such directory";
        }
        return Files.isDirectory(root) ? "permission denied" : "not a directory";
    }
}
