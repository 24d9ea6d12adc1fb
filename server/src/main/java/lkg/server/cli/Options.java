package lkg.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that {@link SettingOption} does not have, and which of them go together. Picocli fills in the fields. */
final class Options {

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
            names = {"-b", "--bind"},
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}); 0.0.0.0 or :: for all.")
    private String bind;

    @Option(names = "--no-listing", description = "404 for a directory without an index.html, instead of a list of it.")
    private boolean noListing;

    @Option(
            names = "--spa",
            description = "A single-page application: /index.html for a path without an extension that is no file.")
    private boolean singlePageApplication;

    @Option(names = "--compress", description = "Compress text for clients that accept gzip. Kept in --cache.")
    private boolean compress;

    @Option(
            names = "--header",
            paramLabel = "FIELD",
            description = "A 'Name: value' for each response, in place of its own of that name; may be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = CorsOption.NAME,
            arity = "0..1",
            fallbackValue = CorsOption.ANY,
            preprocessor = CorsOption.class,
            paramLabel = "ORIGIN",
            description = "Let scripts of other origins read the files, or of ORIGIN only; may be repeated.")
    private List<String> origins = List.of();

    @Option(names = "--open", description = "Open the address in the browser.")
    private boolean open;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log details, for finding faults.")
    private boolean verbose;

    boolean isOpen() {
        return open;
    }

    boolean isQuiet(GivenOptions given) {
        refuseOppositesOf(given);
        return quiet && !given.isTyped("--verbose");
    }

    boolean isVerbose(GivenOptions given) {
        refuseOppositesOf(given);
        return verbose && !given.isTyped("--quiet");
    }

    private void refuseOppositesOf(GivenOptions given) {
        if (quiet && verbose && given.clash("--quiet", "--verbose")) {
            throw given.refuse(given.name("--quiet") + " and " + given.name("--verbose") + " are opposites");
        }
    }

    Path root(GivenOptions given) {
        if (positionalRoot != null && given.isTyped("--root")) {
            throw given.refuse(
                    "the directory is given twice, as '" + positionalRoot + "' and as '" + optionalRoot + "'");
        }
        if (positionalRoot != null) {
            return positionalRoot;
        }
        return optionalRoot != null ? optionalRoot : Path.of("");
    }

    StaticFiles files(Path root, GivenOptions given) throws IOException {
        if (!Files.isReadable(root)) {
            throw new AccessDeniedException(root.toString());
        }
        StaticFilesBuilder files = StaticFiles.builder(root)
                .cacheBytes(given.checkedValue(SettingOption.CACHE))
                .maxAge(given.duration(SettingOption.MAX_AGE));
        if (noListing) {
            files.withoutListings();
        }
        if (singlePageApplication) {
            files.singlePageApplication();
        }
        if (compress) {
            files.compressText();
        }
        return files.build();
    }

    InetAddress address(GivenOptions given) {
        if (bind.isEmpty()) {
            // The JDK takes the empty name for this machine.
            throw given.refuse(given.name("--bind") + " is empty");
        }
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw given.refuse("'" + bind + "' is not an address of this machine");
        }
    }

    /** The address and {@code port} as in a URL, where an IPv6 address stands in brackets. */
    String authority(int port) {
        return (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port;
    }

    /** Where a browser on this machine finds the server. */
    String url(String scheme, GivenOptions given, int port) {
        return scheme + "://" + (address(given).isAnyLocalAddress() ? "localhost:" + port : authority(port)) + "/";
    }

    ServerBuilder builder(GivenOptions given) {
        ServerBuilder builder = LkgServer.builder().wiring(Wiring.INLINE).bind(address(given));
        // Filters change a response from the last one to the first, so --header has the last word.
        if (!headers.isEmpty()) {
            builder.filter(Filter.setting(HeaderOption.fields(headers, given)));
        }
        if (!origins.isEmpty()) {
            builder.filter(CorsOption.filter(origins, given));
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
