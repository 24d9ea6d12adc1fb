package lkg.server.cli;

import java.util.List;
import lkg.server.Setting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * An option that sets a number: all of them are here. Its default is the setting's.
 *
 * @param names the last one is the long one
 * @param label what the help has in the place of the value
 */
record SettingOption(List<String> names, Setting setting, String label, Quantity quantity, String description) {

    static final SettingOption PORT = new SettingOption(
            List.of("-p", "--port"),
            Setting.PORT,
            "PORT",
            Quantity.COUNT,
            "Port (" + Setting.PORT.defaultValue() + "); 0 for any free one.");

    static final SettingOption LOOPS =
            plain("--loops", Setting.LOOPS, "Event loops, a thread each (one for each processor).");

    static final SettingOption WORKERS = plain(
            "--workers",
            Setting.WORKERS,
            "For study, the original's wiring: one event loop, and N workers that run the read and write events.");

    static final SettingOption CACHE = new SettingOption(
            List.of("--cache"),
            Setting.CACHE_BYTES,
            "SIZE",
            Quantity.SIZE,
            "Memory for files that were looked up (an eighth of the heap).");

    static final SettingOption MAX_AGE =
            time("--max-age", Setting.MAX_AGE, "How long a client may use a file without asking again");

    static final SettingOption GRACE =
            time("--grace", Setting.GRACE, "For requests in flight when the server is stopped");

    /** In the order of the help. */
    static final List<SettingOption> ALL = List.of(
            PORT,
            LOOPS,
            WORKERS,
            count(
                    "--max-connections",
                    Setting.MAX_CONNECTIONS,
                    "Open connections; then the longest idle one is closed"),
            count("--max-requests", Setting.MAX_REQUESTS_PER_CONNECTION, "Requests on one connection"),
            size("--max-request-line", Setting.MAX_REQUEST_LINE_BYTES, "First line of a request; beyond it 414"),
            size("--max-head", Setting.MAX_HEAD_BYTES, "Request line and fields; beyond it 431"),
            count("--max-fields", Setting.MAX_FIELDS, "Header fields; beyond it 431"),
            size("--max-body", Setting.MAX_BODY_BYTES, "Body of a request; beyond it 413"),
            new SettingOption(
                    List.of("--max-in-flight"),
                    Setting.MAX_BYTES_IN_FLIGHT,
                    "SIZE",
                    Quantity.SIZE,
                    "Memory of all connections; beyond it 503 (a quarter of the heap)."),
            CACHE,
            MAX_AGE,
            count("--queue", Setting.QUEUE_CAPACITY, "Look-ups of files that wait for a worker; beyond it 503"),
            count("--backlog", Setting.BACKLOG, "Connections that wait to be accepted"),
            time("--idle-timeout", Setting.IDLE_TIMEOUT, "For the first byte of a request"),
            time("--head-timeout", Setting.HEAD_TIMEOUT, "For all of a request's head, from its first byte"),
            time("--stall-timeout", Setting.STALL_TIMEOUT, "For a body or a response to move, at --min-rate"),
            size("--min-rate", Setting.MIN_RATE, "Least bytes a second of a body or a response"),
            time("--linger-timeout", Setting.LINGER_TIMEOUT, "Wait for a client to close after its last response"),
            time("--drain-delay", Setting.DRAIN_DELAY, "For a last request on each connection when stopped"),
            GRACE);

    private static SettingOption count(String name, Setting setting, String description) {
        return withDefault(name, setting, "N", Quantity.COUNT, description);
    }

    private static SettingOption size(String name, Setting setting, String description) {
        return withDefault(name, setting, "SIZE", Quantity.SIZE, description);
    }

    private static SettingOption time(String name, Setting setting, String description) {
        return withDefault(name, setting, "TIME", Quantity.TIME, description);
    }

    /** A count whose description needs nothing behind it. */
    private static SettingOption plain(String name, Setting setting, String description) {
        return new SettingOption(List.of(name), setting, "N", Quantity.COUNT, description);
    }

    private static SettingOption withDefault(
            String name, Setting setting, String label, Quantity quantity, String description) {
        String shown = description + " (" + quantity.format(setting.defaultValue()) + ").";
        return new SettingOption(List.of(name), setting, label, quantity, shown);
    }

    static void addAllTo(CommandSpec command) {
        for (SettingOption option : ALL) {
            command.addOption(OptionSpec.builder(option.names.toArray(String[]::new))
                    .type(Long.class)
                    .converters(option::parse)
                    .paramLabel(option.label)
                    .description(option.description)
                    .build());
        }
    }

    /** The long name. */
    String name() {
        return names.get(names.size() - 1);
    }

    /** Reads a value of the option as one of the setting, in whose unit it is. The bounds are checked later. */
    private long parse(String value) {
        return quantity.parse(value)
                .orElseThrow(() -> new TypeConversionException(
                        "must be " + quantity.inWords + " " + setting.bounds() + ", but was '" + value + "'"));
    }
}
