package lkg.server.cli;

import java.util.List;
import lkg.server.ServerBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options for a server behind proxies. */
final class ProxyOptions {

    private static final String TRUST = "--trust-proxy";
    private static final String PROTOCOL = "--proxy-protocol";

    private final OptionSpec trusted = OptionSpec.builder(TRUST)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .paramLabel("CIDR")
            .description("Believe what a proxy there says of its clients in Forwarded or X-Forwarded-For: 10.0.0.0/8,"
                    + " ::1, loopback, private; may be repeated.")
            .build();

    private final OptionSpec announced = OptionSpec.builder(PROTOCOL)
            .type(boolean.class)
            .fallbackValue("true")
            .description("Connections from there begin with a PROXY header, version 1 or 2.")
            .build();

    void addTo(CommandSpec command) {
        command.addOption(trusted).addOption(announced);
    }

    void addTo(ServerBuilder builder, GivenOptions given) {
        List<String> ranges = trusted.getValue() == null ? List.of() : trusted.getValue();
        boolean isAnnounced = Boolean.TRUE.equals(announced.getValue());
        try {
            builder.trustProxies(ranges.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.name(TRUST) + ": " + e.getMessage());
        }
        if (isAnnounced && ranges.isEmpty()) {
            throw given.refuse(given.name(PROTOCOL) + " needs " + TRUST + ": who may send a PROXY header?");
        }
        if (isAnnounced) {
            builder.proxyProtocol();
        }
    }
}
