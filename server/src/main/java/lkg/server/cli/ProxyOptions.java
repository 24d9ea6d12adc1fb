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
            .description("Believe what proxies with these addresses say of their clients in Forwarded or"
                    + " X-Forwarded-For: 10.0.0.0/8, ::1, loopback, private; may be repeated.")
            .build();

    private final FlagOption announced = FlagOption.of(
            "With --trust-proxy: connections of these proxies begin with a PROXY header, version 1 or 2.", PROTOCOL);

    void addTo(CommandSpec command) {
        command.addOption(trusted).addOption(announced.spec());
    }

    /** Whether connections of proxies begin with a PROXY header. */
    boolean areAnnounced() {
        return announced.isOn();
    }

    void addTo(ServerBuilder builder, GivenOptions given) {
        List<String> ranges = trusted.getValue() == null ? List.of() : trusted.getValue();
        try {
            builder.trustProxies(ranges.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.name(TRUST) + ": " + e.getMessage());
        }
        if (announced.isOn() && ranges.isEmpty()) {
            throw given.refuse(given.name(PROTOCOL) + " needs " + TRUST + ": who may send a PROXY header?");
        }
        if (announced.isOn()) {
            builder.proxyProtocol();
        }
    }
}
