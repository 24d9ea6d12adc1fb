package lkg.server.cli;

import java.util.List;
import lkg.server.ServerBuilder;
import picocli.CommandLine.Option;

/** The options for a server behind proxies. */
final class ProxyOptions {

    private static final String TRUST = "--trust-proxy";
    private static final String PROTOCOL = "--proxy-protocol";

    @Option(
            names = TRUST,
            split = ",",
            paramLabel = "CIDR",
            description = "Believe what a proxy there says of its clients in Forwarded or X-Forwarded-For: 10.0.0.0/8,"
                    + " ::1, loopback, private; may be repeated.")
    private List<String> trusted = List.of();

    @Option(names = PROTOCOL, description = "Connections from there begin with a PROXY header, version 1 or 2.")
    private boolean announced;

    void addTo(ServerBuilder builder, GivenOptions given) {
        try {
            builder.trustProxies(trusted.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.name(TRUST) + ": " + e.getMessage());
        }
        if (announced && trusted.isEmpty()) {
            throw given.refuse(given.name(PROTOCOL) + " needs " + TRUST + ": who may send a PROXY header?");
        }
        if (announced) {
            builder.proxyProtocol();
        }
    }
}
