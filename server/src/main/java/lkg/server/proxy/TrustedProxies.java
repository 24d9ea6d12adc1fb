package lkg.server.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.stream.Stream;
import lkg.http.Client;
import lkg.http.Headers;
import lkg.http.HttpRequest;

/**
 * The proxies whose word counts for who a client is. What anybody else says of it changes nothing.
 *
 * <p>Each proxy writes down from whom it has a request, behind what was there before. So the list is read from its end,
 * as long as it was written by a proxy that is trusted: the first address that is none of theirs is the client.
 *
 * @param announced whether each of their connections begins with a PROXY header
 */
public record TrustedProxies(List<IpRange> ranges, boolean announced) {

    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    /**
     * Trusts further addresses.
     *
     * @throws IllegalArgumentException if a range is neither an address nor a range in CIDR notation
     */
    public TrustedProxies and(String... more) {
        Stream<IpRange> added = Stream.of(more).flatMap(IpRange::parse);
        return new TrustedProxies(Stream.concat(ranges.stream(), added).toList(), announced);
    }

    public TrustedProxies withHeaders() {
        return new TrustedProxies(ranges, true);
    }

    /**
     * Returns this.
     *
     * @throws IllegalStateException if there is nobody whose PROXY headers could be believed
     */
    public TrustedProxies checked() {
        if (announced && ranges.isEmpty()) {
            throw new IllegalStateException("the PROXY protocol needs proxies that are trusted");
        }
        return this;
    }

    public boolean trusts(InetAddress address) {
        for (IpRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The request with the client that the proxies tell of, if it came from one of them. */
    public HttpRequest seenThrough(HttpRequest request) {
        Client proxy = request.client();
        if (!trusts(proxy.address().getAddress()) || hasHiddenItsClient(proxy)) {
            return request;
        }
        Hop itself = new Hop(Optional.of(proxy.address()), proxy.isSecure());
        Hop client = client(request.headers(), itself);
        InetSocketAddress address = client.from().orElseThrow();
        return client.equals(itself)
                ? request
                : request.withClient(new ForwardedClient(address, client.secure(), proxy));
    }

    /** One that only passes bytes on, and does not say whose, has not written the fields either. */
    private boolean hasHiddenItsClient(Client proxy) {
        return announced && proxy.address().equals(proxy.peer());
    }

    /** If both fields are there, the client may have sent one of them: then only what both say counts. */
    private Hop client(Headers headers, Hop proxy) {
        boolean hasForwarded = headers.contains(FORWARDED);
        boolean hasPlain = headers.contains(FORWARDED_FOR) || headers.contains(FORWARDED_PROTO);
        if (!hasForwarded) {
            return plainClient(headers, proxy);
        }
        Hop client = walk(forwardedHops(headers), proxy);
        if (!hasPlain) {
            return client;
        }
        Hop other = plainClient(headers, proxy);
        boolean agree = address(client).equals(address(other));
        return agree ? new Hop(other.from(), client.secure() && other.secure()) : proxy;
    }

    private Hop plainClient(Headers headers, Hop proxy) {
        String protocol = lastProtocol(headers);
        boolean isSecure = protocol.isEmpty() ? proxy.secure() : Hop.isSecure(protocol);
        return walk(plainHops(headers), new Hop(proxy.from(), isSecure));
    }

    private static InetAddress address(Hop hop) {
        return hop.from().orElseThrow().getAddress();
    }

    /** From the end of the list to the first hop that no trusted proxy was at. */
    private Hop walk(List<Hop> hops, Hop proxy) {
        Hop client = proxy;
        for (ListIterator<Hop> place = hops.listIterator(hops.size()); place.hasPrevious(); ) {
            Hop next = place.previous();
            if (next.from().isEmpty()) {
                return client;
            }
            client = next;
            if (!trusts(address(next))) {
                return client;
            }
        }
        return client;
    }

    private static List<Hop> forwardedHops(Headers headers) {
        return headers.all(FORWARDED).stream()
                .flatMap(value -> ForwardedField.hops(value).stream())
                .toList();
    }

    /** How the last proxy was asked. */
    private static String lastProtocol(Headers headers) {
        List<String> protocols = elements(headers, FORWARDED_PROTO);
        return protocols.isEmpty() ? "" : protocols.get(protocols.size() - 1);
    }

    private static List<Hop> plainHops(Headers headers) {
        String protocol = lastProtocol(headers);
        return elements(headers, FORWARDED_FOR).stream()
                .map(node -> Hop.ofPlain(node, protocol))
                .toList();
    }

    private static List<String> elements(Headers headers, String name) {
        return headers.all(name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }
}
