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
 * @param scale how many units of the setting are one of the option: 1,000 ms are a second
 */
record SettingOption(List<String> names, Setting setting, String label, int scale, String description) {

    static final SettingOption PORT = new SettingOption(
            List.of("-p", "--port"),
            Setting.PORT,
            "PORT",
            1,
            "Port (" + Setting.PORT.defaultValue() + "); 0 for any free one.");

    static final SettingOption LOOPS =
            plain("--loops", Setting.LOOPS, "Event loops, a thread each (one for each processor).");

    static final SettingOption WORKERS = plain(
            "--workers",
            Setting.WORKERS,
            "The original's wiring: one event loop, and N workers that run the read and write events.");

    static final SettingOption GRACE =
            seconds("--grace", Setting.GRACE, "For requests in flight when the server is stopped");

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
            bytes("--max-request-line", Setting.MAX_REQUEST_LINE_BYTES, "First line of a request; beyond it 414"),
            bytes("--max-head", Setting.MAX_HEAD_BYTES, "Request line and fields; beyond it 431"),
            count("--max-fields", Setting.MAX_FIELDS, "Header fields; beyond it 431"),
            bytes("--max-body", Setting.MAX_BODY_BYTES, "Body of a request; beyond it 413"),
            new SettingOption(
                    List.of("--max-in-flight"),
                    Setting.MAX_BYTES_IN_FLIGHT,
                    "BYTES",
                    1,
                    "Memory of all connections; beyond it 503 (a quarter of the heap)."),
            count("--queue", Setting.QUEUE_CAPACITY, "Jobs that wait for one of --workers; beyond it 503"),
            count("--backlog", Setting.BACKLOG, "Connections that wait to be accepted"),
            seconds("--idle-timeout", Setting.IDLE_TIMEOUT, "For the first byte of a request"),
            seconds("--head-timeout", Setting.HEAD_TIMEOUT, "For all of a request's head, from its first byte"),
            seconds("--stall-timeout", Setting.STALL_TIMEOUT, "For a body or a response to move, at --min-rate"),
            bytes("--min-rate", Setting.MIN_RATE, "Least bytes a second of a body or a response"),
            seconds("--linger-timeout", Setting.LINGER_TIMEOUT, "Wait for a rejected client to close"),
            seconds("--drain-delay", Setting.DRAIN_DELAY, "For a last request on each connection when stopped"),
            GRACE);

    private static SettingOption count(String name, Setting setting, String description) {
        return withDefault(name, setting, "N", 1, description);
    }

    private static SettingOption bytes(String name, Setting setting, String description) {
        return withDefault(name, setting, "BYTES", 1, description);
    }

    private static SettingOption seconds(String name, Setting setting, String description) {
        return withDefault(name, setting, "SECONDS", 1000, description);
    }

    /** A count whose description needs nothing behind it. */
    private static SettingOption plain(String name, Setting setting, String description) {
        return new SettingOption(List.of(name), setting, "N", 1, description);
    }

    private static SettingOption withDefault(
            String name, Setting setting, String label, int scale, String description) {
        String shown = description + " (" + setting.defaultValue() / scale + ").";
        return new SettingOption(List.of(name), setting, label, scale, shown);
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
        try {
            return Math.multiplyExact(Long.parseLong(value), scale);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new TypeConversionException(
                    "must be a whole number " + setting.bounds() + ", but was '" + value + "'");
        }
    }
}
