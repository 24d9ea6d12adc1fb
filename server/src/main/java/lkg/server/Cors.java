package lkg.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * A filter that lets scripts of other origins read the responses: the CORS protocol of the Fetch standard. It answers
 * preflights itself, so that no handler has to know OPTIONS. What a preflight asks for is allowed: the methods and the
 * fields that the handler does not want, it refuses itself.
 *
 * <p>It allows no credentials: a browser does not show a script the response to a request with cookies. A response whose
 * handler has set {@code Access-Control-Allow-Origin} is left as it is.
 */
public final class Cors implements Filter {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";

    /** In seconds. Without it a browser asks again after five seconds. */
    private static final String MAX_AGE = "600";

    /** As browsers write it: in lower case and in ASCII, without a path. */
    private static final Pattern ORIGIN =
            Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://(?:[^\\s/?#@,:A-Z\\P{ASCII}]+|\\[[0-9a-f:]+])"
                    + "(?::(?<port>[1-9][0-9]{0,4}))?");

    private static final int MAX_PORT = 65_535;

    /** A browser leaves it out (WHATWG URL). */
    private static final Map<String, String> PORT_OF_SCHEME = Map.of("http", "80", "https", "443");

    /** None if any origin may read. */
    private final Set<String> origins;

    private Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** Scripts of any origin may read the responses. */
    public static Cors anyOrigin() {
        return new Cors(Set.of());
    }

    /**
     * Scripts of these origins may read the responses, and others may not.
     *
     * @param origins scheme, host and port, such as {@code https://app.example} or {@code http://localhost:3000}
     * @throws IllegalArgumentException if there is none, or one of them is no origin as browsers send it
     */
    public static Cors of(String... origins) {
        if (origins.length == 0) {
            throw new IllegalArgumentException("there must be an origin");
        }
        for (String origin : origins) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "an origin is a scheme and a host in lower case, and a port unless it is the scheme's, such as"
                                + " https://app.example, but was '" + origin + "'");
            }
        }
        return new Cors(Set.copyOf(List.of(origins)));
    }

    private static boolean isOrigin(String text) {
        Matcher origin = ORIGIN.matcher(text);
        if (!origin.matches()) {
            return false;
        }
        String port = origin.group("port");
        return port == null
                || Integer.parseInt(port) <= MAX_PORT && !port.equals(PORT_OF_SCHEME.get(origin.group("scheme")));
    }

    /** Answers a preflight (Fetch standard, "CORS-preflight request"). */
    @Override
    public Optional<HttpResponse> before(HttpRequest request) {
        Headers asked = request.headers();
        if (!request.method().equals("OPTIONS") || !asked.contains("Origin") || !asked.contains(REQUEST_METHOD)) {
            return Optional.empty();
        }
        Headers allowed = Headers.of(
                "Access-Control-Allow-Methods",
                asked.first(REQUEST_METHOD).orElseThrow(),
                "Access-Control-Max-Age",
                MAX_AGE);
        // Not "*": that does not cover Authorization.
        for (String names : asked.all("Access-Control-Request-Headers")) {
            allowed = allowed.with("Access-Control-Allow-Headers", names);
        }
        return Optional.of(new HttpResponse(204, allowed, Body.EMPTY));
    }

    @Override
    public HttpResponse after(HttpRequest request, HttpResponse response) {
        if (response.headers().contains(ALLOW_ORIGIN)) {
            return response;
        }
        if (origins.isEmpty()) {
            // Also if there is no Origin: a cache may give the response to somebody who sends one.
            return readable(response, "*");
        }
        // Also if the origin is not allowed, for the same reason.
        HttpResponse varying = response.withHeader("Vary", "Origin");
        return request.headers()
                .first("Origin")
                .filter(origins::contains)
                .map(origin -> readable(varying, origin))
                .orElse(varying);
    }

    /** The star covers all fields of a response, since no request has credentials. */
    private static HttpResponse readable(HttpResponse response, String origin) {
        return response.withHeader(ALLOW_ORIGIN, origin).withHeader("Access-Control-Expose-Headers", "*");
    }
}
