package lkg.server.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import lkg.reactor.LoopLog;
import lkg.server.InvalidSettingException;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.files.StaticFiles;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line: serves a directory until a signal stops it. */
final class Main implements Callable<Integer> {

    private static final int STOPPED = 0;
    private static final int COULD_NOT_START = 1;
    private static final int NOT_DRAINED = 3;
    private static final int FAILED = 4;

    private static final Duration MAX_FLUSH = Duration.ofSeconds(1);

    private static final String[] FOOTER = {
        "",
        "SIZE is in bytes, or has a unit, as in 64KB, 10MB and 1GB; 1KB is 1024 bytes.",
        "TIME is in seconds, or has a unit, as in 500ms, 30s, 5m and 1h.",
        "Each option can be set in the environment, as LKG_ and its long name: LKG_PORT=8080. PORT works, too.",
        "SIGTERM, SIGHUP and Ctrl-C let requests in flight finish; a second one does not wait for them.",
        "Exit status: 0 stopped, 1 could not start, 2 usage, 3 stopped before all requests were answered, "
                + "4 failed, 5 out of memory."
    };

    private final EnvironmentDefaults environment;
    private final CommandSpec command = CommandSpec.wrapWithoutInspection(this).name("lkg-server");
    private final Options options = new Options();
    private final ProxyOptions proxies = new ProxyOptions();
    private final TlsOptions tls = new TlsOptions();
    private final LogOptions log = new LogOptions();
    private final AdminOptions admin = new AdminOptions();
    private final WatchOptions watch = new WatchOptions();

    private Main(EnvironmentDefaults environment) {
        this.environment = environment;
        options.addTo(command);
        proxies.addTo(command);
        tls.addTo(command);
        log.addTo(command);
        admin.addTo(command);
        watch.addTo(command);
        SettingOption.addAllTo(command);
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        command.versionProvider(new Version()).defaultValueProvider(environment);
        command.usageMessage()
                .sortOptions(false)
                .autoWidth(true)
                .header("Serves the files of a directory over HTTP.")
                .description("")
                .footer(FOOTER);
    }

    public static void main(String[] arguments) {
        WarmUp.begin(arguments, System.getenv());
        OutOfMemory.endsTheProcess();
        int status = FAILED;
        try {
            status = commandLine().execute(arguments);
        } catch (Throwable t) {
            Thread.getDefaultUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), t);
        }
        // Whatever has happened: without this thread, a server would not end at a signal.
        System.exit(status);
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    static CommandLine commandLine(Map<String, String> variables) {
        EnvironmentDefaults environment = new EnvironmentDefaults(variables);
        CommandLine commandLine = new CommandLine(new Main(environment).command);
        commandLine.setParameterExceptionHandler(new WrongUsage(environment));
        return commandLine;
    }

    Options options() {
        return options;
    }

    LogOptions log() {
        return log;
    }

    @Override
    public Integer call() throws InterruptedException {
        GivenOptions given = new GivenOptions(command.commandLine().getParseResult(), environment);
        // Before the first logger is made, which reads it once.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", options.isVerbose(given) ? "debug" : "warn");
        try {
            return serve(given);
        } catch (InvalidSettingException e) {
            throw given.refuse(e);
        } catch (InvalidPathException e) {
            throw given.refuse("'" + e.getInput() + "' cannot be the name of a file here. " + Options.OTHER_LOCALE);
        } catch (CannotStartException e) {
            warn(e.getMessage());
            return COULD_NOT_START;
        } finally {
            log.close();
            LoopLog.flush(MAX_FLUSH);
        }
    }

    private int serve(GivenOptions given) throws InterruptedException, CannotStartException {
        ServerBuilder builder = options.builder(given);
        Duration grace = given.duration(SettingOption.GRACE);
        StaticFiles files = options.files(given);
        proxies.addTo(builder, given);
        tls.addTo(builder, given);
        log.addTo(builder, given, options.isQuiet(given));
        try {
            admin.start(builder);
            watch.start(builder);
            return serve(given, builder.handler(watch.handler(files)), files, grace);
        } finally {
            admin.close();
            watch.close();
        }
    }

    private int serve(GivenOptions given, ServerBuilder builder, StaticFiles files, Duration grace)
            throws InterruptedException, CannotStartException {
        new WrongUsage(environment).misspeltVariables(command).forEach(this::warn);
        Semaphore signals = new Semaphore(0);
        if (!Signals.onTermination(signals::release)) {
            warn("this JVM leaves signals to the system (-Xrs): SIGTERM and Ctrl-C break off requests in flight");
        }
        LkgServer server = options.start(builder, given);
        Optional<LkgServer> redirect = tls.redirectTo(server, redirectBuilder(given), options, given);
        admin.watch(server, files);
        watch.watch(server, tls, proxies, signals::release);
        if (!options.isQuiet(given)) {
            sayWhatIsServed(given, server);
        }
        log.bannerIsOut();
        if (options.isOpen()) {
            Browser.open(
                    options.url(tls.scheme(), given, server.port()),
                    command.commandLine().getErr());
        }
        List<LkgServer> servers =
                Stream.concat(Stream.of(server), redirect.stream()).toList();
        servers.forEach(one -> one.terminated().whenComplete((ended, failure) -> {
            if (failure != null) {
                signals.release();
            }
        }));
        signals.acquire();
        boolean failed = servers.stream().anyMatch(Main::hasFailed);
        redirect.ifPresent(plain -> plain.shutdown(Duration.ZERO));
        if (failed) {
            server.shutdown(Duration.ZERO);
            LoopLog.flush(MAX_FLUSH);
            command.commandLine().getErr().println("lkg-server: failed, and has closed all connections; see above");
            return FAILED;
        }
        return stop(server, grace, signals);
    }

    private static boolean hasFailed(LkgServer server) {
        return server.terminated().toCompletableFuture().isCompletedExceptionally();
    }

    /** For the server that only redirects: the same limits, proxies and log. */
    private ServerBuilder redirectBuilder(GivenOptions given) {
        ServerBuilder builder = options.builder(given);
        proxies.addTo(builder, given);
        log.observe(builder);
        return builder;
    }

    private void sayWhatIsServed(GivenOptions given, LkgServer server) {
        PrintWriter out = command.commandLine().getOut();
        Banner.print(out, options.root(given), tls.scheme(), options.authority(server.port()), server.address());
        admin.printTo(out);
        watch.printTo(out);
        out.flush();
    }

    /** Waits for requests in flight, until the grace period is over or a second signal comes. */
    private static int stop(LkgServer server, Duration grace, Semaphore signals) {
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(
                () -> server.shutdown(grace), task -> new Thread(task, "shutdown").start());
        Thread second = new Thread(() -> {
            signals.acquireUninterruptibly();
            drained.complete(false);
        });
        second.setDaemon(true);
        second.start();
        return drained.join() ? STOPPED : NOT_DRAINED;
    }

    private void warn(String message) {
        command.commandLine().getErr().println("lkg-server: " + WrongUsage.oneLine(message));
    }
}
