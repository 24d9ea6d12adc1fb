package lkg.server.cli;

import java.util.List;
import lkg.server.Setting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option that sets a number. Its default is the setting's.
 *
 * @param scale how many units of the setting are one of the option: 1,000 ms are a second
 * @param shownDefault as the help says it
 */
record SettingOption(String name, Setting setting, String label, int scale, String description, String shownDefault) {

    static final SettingOption GRACE =
            seconds("--grace", Setting.GRACE, "For requests in flight when the server is stopped");

    /** In the order of the help. */
    static final List<SettingOption> ALL = List.of(
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
                    "--max-in-flight",
                    Setting.MAX_BYTES_IN_FLIGHT,
                    "BYTES",
                    1,
                    "Memory of all connections; beyond it 503",
                    "a quarter of the heap"),
            count("--queue", Setting.QUEUE_CAPACITY, "Jobs that wait for one of --workers; beyond it 503"),
            count("--backlog", Setting.BACKLOG, "Connections that wait to be accepted"),
            seconds("--idle-timeout", Setting.IDLE_TIMEOUT, "For the first byte of a request"),
            seconds("--head-timeout", Setting.HEAD_TIMEOUT, "For all of a request's head, from its first byte"),
            seconds("--stall-timeout", Setting.STALL_TIMEOUT, "For enough of a body or a response to move"),
            bytes("--min-rate", Setting.MIN_RATE, "A second: enough of a body or a response"),
            seconds("--linger-timeout", Setting.LINGER_TIMEOUT, "Wait for a rejected client to close"),
            seconds("--drain-delay", Setting.DRAIN_DELAY, "For a last request on each connection when stopped"),
            GRACE);

    private static SettingOption count(String name, Setting setting, String description) {
        return of(name, setting, "N", 1, description);
    }

    private static SettingOption bytes(String name, Setting setting, String description) {
        return of(name, setting, "BYTES", 1, description);
    }

    private static SettingOption seconds(String name, Setting setting, String description) {
        return of(name, setting, "SECONDS", 1000, description);
    }

    private static SettingOption of(String name, Setting setting, String label, int scale, String description) {
        String shownDefault = String.valueOf(setting.defaultValue() / scale);
        return new SettingOption(name, setting, label, scale, description, shownDefault);
    }

    static void addAllTo(CommandSpec command) {
        for (SettingOption option : ALL) {
            command.addOption(OptionSpec.builder(option.name)
                    .type(Integer.class)
                    .paramLabel(option.label)
                    .description(option.description + " (" + option.shownDefault + ").")
                    .build());
        }
    }
}
