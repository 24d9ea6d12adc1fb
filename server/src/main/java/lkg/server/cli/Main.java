package lkg.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import lkg.server.InvalidSettingException;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.Setting;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: serves a directory until it is told to stop. */
@Command(
        name = "lkg-server",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Serves the files of a directory over HTTP.",
        description = "",
        footer = {
            "",
            "Each option can be set in the environment, as LKG_ and its long name: LKG_PORT=8080. PORT works, too.",
            "SIGTERM and Ctrl-C let requests in flight finish; a second one does not wait for them.",
            "Exit status: 0 stopped, 1 could not start, 2 usage, 3 stopped before all requests were answered."
        })
final class Main implements Callable<Integer> {

    private static final int STOPPED = 0;
    private static final int COULD_NOT_START = 1;
    private static final int NOT_DRAINED = 3;

    private final EnvironmentDefaults environment;

    @Spec
    private CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory, the current one if left out.")
    private Path positionalRoot;

    @Option(
            names = {"-d", "--root"},
            paramLabel = "DIR",
            description = "The same as DIR.")
    private Path optionalRoot;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port (${DEFAULT-VALUE}); 0 for any free one.")
    private int port;

    @Option(
            names = {"-b", "--bind"},
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}); 0.0.0.0 or :: for all.")
    private String bind;

    @Option(names = "--loops", paramLabel = "N", description = "Event loops, a thread each (one for each processor).")
    private Integer loops;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "The original's wiring: one event loop, and N workers that run the read and write events.")
    private Integer workers;

    @Option(names = "--no-listing", description = "404 for a directory without an index.html, instead of a list of it.")
    private boolean noListing;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing but errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log also what usually goes without saying.")
    private boolean verbose;

    private Main(EnvironmentDefaults environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        EnvironmentDefaults environment = new EnvironmentDefaults(System.getenv());
        CommandLine commandLine = new CommandLine(new Main(environment));
        SettingOption.addAllTo(commandLine.getCommandSpec());
        commandLine.setDefaultValueProvider(environment);
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            CommandLine failed = e.getCommandLine();
            failed.getErr().println("lkg-server: " + e.getMessage() + environment.origin(e) + ". Try --help.");
            return failed.getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    @Override
    public Integer call() throws InterruptedException {
        GivenOptions given = new GivenOptions(command.commandLine().getParseResult(), environment);
        Path root;
        InetAddress address;
        ServerBuilder builder;
        Duration grace;
        try {
            chooseVerbosity(given);
            root = root(given);
            address = address(given);
            builder = configured(given).bind(address);
            grace = Duration.ofMillis(
                    given.value(SettingOption.GRACE).orElse(Setting.GRACE.defaultValue()));
        } catch (InvalidSettingException e) {
            throw new ParameterException(command.commandLine(), given.message(e));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
        StaticFiles files;
        try {
            files = files(root);
        } catch (IOException e) {
            return couldNotStart("cannot serve " + root + ": " + whyNot(root));
        }
        Semaphore signals = new Semaphore(0);
        Signals.onTermination(signals::release);
        LkgServer server;
        try {
            server = builder.handler(files).start();
        } catch (InvalidSettingException e) {
            throw new ParameterException(command.commandLine(), given.message(e));
        } catch (IOException e) {
            return couldNotStart(
                    "cannot listen on " + authority(bind, port) + ": " + ListenFailure.explain(address, port));
        }
        if (!quiet) {
            PrintWriter out = command.commandLine().getOut();
            out.println("Serving " + root.toAbsolutePath().normalize() + " on http://" + authority(bind, server.port())
                    + "/");
            out.flush();
        }
        signals.acquire();
        return stop(server, grace, signals);
    }

    /** The first signal asks for an orderly end; a second one, or the end of the grace period, does not wait for it. */
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

    private StaticFiles files(Path root) throws IOException {
        if (!Files.isReadable(root)) {
            throw new AccessDeniedException(root.toString());
        }
        return noListing ? StaticFiles.withoutListings(root) : StaticFiles.of(root);
    }

    private void chooseVerbosity(GivenOptions given) {
        if (quiet && verbose && given.clash("--quiet", "--verbose")) {
            throw new IllegalArgumentException(
                    given.name("--quiet") + " and " + given.name("--verbose") + " are opposites");
        }
        quiet &= !given.isTyped("--verbose");
        verbose &= !given.isTyped("--quiet");
        // Before the first logger is made, which reads it once.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "debug" : "warn");
    }

    private Path root(GivenOptions given) {
        if (positionalRoot != null && given.isTyped("--root")) {
            throw new IllegalArgumentException(
                    "the directory is given twice, as '" + positionalRoot + "' and as '" + optionalRoot + "'");
        }
        if (positionalRoot != null) {
            return positionalRoot;
        }
        return optionalRoot != null ? optionalRoot : Path.of("");
    }

    private ServerBuilder configured(GivenOptions given) {
        ServerBuilder builder = LkgServer.builder().wiring(Wiring.INLINE).port(port);
        given.applyTo(builder);
        if (loops != null && workers != null && given.clash("--loops", "--workers")) {
            throw new IllegalArgumentException(given.name("--workers")
                    + " is the wiring with one event loop, so it does not go with " + given.name("--loops"));
        }
        if (workers != null && !given.isTyped("--loops")) {
            return builder.workers(workers).wiring(Wiring.EVENTS_IN_POOL);
        }
        if (given.isTyped("--queue")) {
            throw new IllegalArgumentException("--queue is for the jobs of --workers, and there are none");
        }
        return loops == null ? builder : builder.loops(loops);
    }

    private InetAddress address(GivenOptions given) {
        if (bind.isEmpty()) {
            // To the JDK, no name is the name of this machine.
            throw new IllegalArgumentException(given.name("--bind") + " is empty");
        }
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + bind + "' is not an address of this machine");
        }
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

    /** As in a URL: an IPv6 address goes in brackets. */
    private static String authority(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
