package lkg.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lkg.server.Filter;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.Setting;
import lkg.server.Wiring;
import lkg.server.files.StaticFiles;
import lkg.server.files.StaticFilesBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options that {@link SettingOption} does not have, and which of them go together.
 *
 * <p>They are built by picocli's methods and not declared by its annotations, because reading those takes a tenth of a
 * start. A new option is a field here, and a line in {@link #addTo}. A group of options has a class like this one, and
 * {@link Main} adds it to the command.
 */
final class Options {

    /** The JVM reads names by the encoding of the locale, and loses what that cannot express. */
    static final String OTHER_LOCALE = "If there is one of this name, set LC_ALL=C.UTF-8, or give a link to it";

    private static final char LOST = '\uFFFD';

    private final PositionalParamSpec positionalRoot = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("DIR")
            .description("The directory, the current one if left out.")
            .build();

    private final OptionSpec optionalRoot = OptionSpec.builder("-d", "--root")
            .type(String.class)
            .paramLabel("DIR")
            .description("The same as DIR.")
            .build();

    private final OptionSpec bind = OptionSpec.builder("-b", "--bind")
            .type(String.class)
            .paramLabel("ADDRESS")
            .defaultValue("127.0.0.1")
            .description("Address to listen on (${DEFAULT-VALUE}); 0.0.0.0 or :: for all.")
            .build();

    private final FlagOption noListing =
            FlagOption.of("404 for a directory without an index.html, instead of a list of it.", "--no-listing");

    private final FlagOption singlePageApplication = FlagOption.of(
            "A single-page application: /index.html for a path without an extension that is no file.", "--spa");

    private final FlagOption compress =
            FlagOption.of("Compress text for clients that accept gzip. Kept in --cache.", "--compress");

    private final OptionSpec headers = OptionSpec.builder(HeaderOption.NAME)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FIELD")
            .description("A 'Name: value' for each response, in place of its own of that name; may be repeated.")
            .build();

    private final OptionSpec origins = OptionSpec.builder(CorsOption.NAME)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..1")
            .fallbackValue(CorsOption.ANY)
            .preprocessor(new CorsOption())
            .paramLabel("ORIGIN")
            .description("Let scripts of other origins read the files, or of ORIGIN only; may be repeated.")
            .build();

    private final FlagOption open = FlagOption.of("Open the address in the browser.", "--open");

    private final FlagOption quiet = FlagOption.of("Print nothing but warnings and errors.", "-q", "--quiet");

    private final FlagOption verbose = FlagOption.of("Log details, for finding faults.", "-v", "--verbose");

    /** Adds the options in the order of the help. */
    void addTo(CommandSpec command) {
        command.addPositional(positionalRoot)
                .addOption(optionalRoot)
                .addOption(bind)
                .addOption(noListing.spec())
                .addOption(singlePageApplication.spec())
                .addOption(compress.spec())
                .addOption(headers)
                .addOption(origins)
                .addOption(open.spec())
                .addOption(quiet.spec())
                .addOption(verbose.spec());
    }

    boolean isOpen() {
        return open.isOn();
    }

    boolean isQuiet(GivenOptions given) {
        refuseOppositesOf(given);
        return quiet.isOn() && !given.isTyped("--verbose");
    }

    boolean isVerbose(GivenOptions given) {
        refuseOppositesOf(given);
        return verbose.isOn() && !given.isTyped("--quiet");
    }

    private void refuseOppositesOf(GivenOptions given) {
        if (quiet.isOn() && verbose.isOn() && given.clash("--quiet", "--verbose")) {
            throw given.refuse(given.name("--quiet") + " and " + given.name("--verbose") + " are opposites");
        }
    }

    Path root(GivenOptions given) {
        String positional = positionalRoot.getValue();
        String optional = optionalRoot.getValue();
        if (positional != null && given.isTyped("--root")) {
            throw given.refuse("the directory is given twice, as '" + positional + "' and as '" + optional + "'");
        }
        String directory = positional != null ? positional : optional;
        if (directory == null) {
            return Path.of("");
        }
        if (directory.isEmpty()) {
            // Typically a variable of a script that is not set: the current directory is not what was meant.
            throw given.refuse("the name of the directory is empty");
        }
        return Path.of(directory);
    }

    StaticFiles files(GivenOptions given) throws CannotStartException {
        Path root = root(given);
        try {
            if (!Files.isReadable(root)) {
                throw new AccessDeniedException(root.toString());
            }
            return files(root, given);
        } catch (IOException e) {
            String name = root.toString().isEmpty() ? "the current directory" : root.toString();
            throw new CannotStartException("cannot serve " + name + ": " + whyNot(root));
        }
    }

    private static String whyNot(Path root) {
        if (Files.notExists(root)) {
            boolean isLost = root.toString().indexOf(LOST) >= 0 || !root.isAbsolute() && Files.notExists(Path.of(""));
            return "no such directory" + (isLost ? ". " + OTHER_LOCALE : "");
        }
        return Files.isDirectory(root) ? "permission denied" : "not a directory";
    }

    private StaticFiles files(Path root, GivenOptions given) throws IOException {
        StaticFilesBuilder files = StaticFiles.builder(root)
                .cacheBytes(given.checkedValue(SettingOption.CACHE))
                .maxAge(given.duration(SettingOption.MAX_AGE));
        if (noListing.isOn()) {
            files.withoutListings();
        }
        if (singlePageApplication.isOn()) {
            files.singlePageApplication();
        }
        if (compress.isOn()) {
            files.compressText();
        }
        if (given.isSet(AdminOptions.NAME)) {
            files.countCacheUses();
        }
        return files.build();
    }

    InetAddress address(GivenOptions given) {
        if (bindName().isEmpty()) {
            // The JDK takes the empty name for this machine.
            throw given.refuse(given.name("--bind") + " is empty");
        }
        try {
            return InetAddress.getByName(bindName());
        } catch (UnknownHostException e) {
            throw given.refuse(given.name("--bind") + ": '" + bindName() + "' is not an address of this machine");
        }
    }

    /** Without the brackets that an IPv6 address has in a URL. */
    private String bindName() {
        String name = bind.getValue();
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /** The address and {@code port} as in a URL, where an IPv6 address stands in brackets. */
    String authority(int port) {
        return Banner.authority(bindName(), port);
    }

    /** Where a browser on this machine finds the server. */
    String url(String scheme, GivenOptions given, int port) {
        return scheme + "://" + (address(given).isAnyLocalAddress() ? "localhost:" + port : authority(port)) + "/";
    }

    /** Starts the server that {@code builder} describes. */
    LkgServer start(ServerBuilder builder, GivenOptions given) throws CannotStartException {
        try {
            return builder.start();
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw cannotListen(given.port(), given, e);
        }
    }

    /** For the address of the server, and any port of it. */
    CannotStartException cannotListen(int port, GivenOptions given, Exception failure) {
        return new CannotStartException(
                "cannot listen on " + authority(port) + ": " + ListenFailure.explain(address(given), port, failure));
    }

    ServerBuilder builder(GivenOptions given) {
        ServerBuilder builder = LkgServer.builder().wiring(Wiring.INLINE).bind(address(given));
        // Filters change a response from the last one to the first, so --header has the last word.
        List<String> fields = headers.getValue();
        if (fields != null) {
            builder.filter(Filter.setting(HeaderOption.fields(fields, given)));
        }
        List<String> allowed = origins.getValue();
        if (allowed != null) {
            builder.filter(CorsOption.filter(allowed, given));
        }
        boolean hasWorkers = given.has(SettingOption.WORKERS);
        if (given.has(SettingOption.LOOPS) && hasWorkers && given.clash("--loops", "--workers")) {
            throw given.refuse(given.name("--workers") + " is the wiring with one event loop, so it does not go with "
                    + given.name("--loops"));
        }
        if (hasWorkers && !given.isTyped("--loops")) {
            given.applyTo(builder, SettingOption.LOOPS);
            return builder.wiring(Wiring.EVENTS_IN_POOL);
        }
        given.applyTo(builder, SettingOption.WORKERS);
        // They look up files.
        builder.workers((int) Setting.WORKERS.defaultValue());
        return builder;
    }
}
