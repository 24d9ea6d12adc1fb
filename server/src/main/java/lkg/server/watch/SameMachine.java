package lkg.server.watch;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Filter;

/**
 * Lets only pages of this machine ask. A browser sends requests to 127.0.0.1 for any page that it shows: the page of
 * somebody else must neither read what happens here nor start anything. It would have another {@code Origin}, or, with a
 * name of its own for this address, another {@code Host}.
 *
 * <p>A page also asks for pictures and scripts, without an {@code Origin}, and shows others in a frame, below something
 * that invites to click. Browsers say the first in {@code Sec-Fetch} fields, and are told not to do the second.
 */
final class SameMachine implements Filter {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    public Optional<HttpResponse> before(HttpRequest request) {
        boolean allowed = request.headers()
                        .first("Host")
                        .filter(host -> isHere("http://" + host))
                        .isPresent()
                && request.headers().all("Origin").stream().allMatch(SameMachine::isHere)
                && !isPartOfAForeignPage(request);
        return allowed ? Optional.empty() : Optional.of(HttpResponse.text(403, "only for pages of this machine\n"));
    }

    /** The page of another server of this machine may show this one beside its own. */
    @Override
    public HttpResponse after(HttpRequest request, HttpResponse response) {
        HttpResponse fresh = response.withHeader("Cache-Control", "no-store")
                .withHeader("Vary", "Origin")
                .withHeader("Content-Security-Policy", "frame-ancestors 'self'")
                .withHeader("X-Content-Type-Options", "nosniff");
        return request.headers()
                .first("Origin")
                .filter(SameMachine::isHere)
                .map(origin -> fresh.withHeader("Access-Control-Allow-Origin", origin))
                .orElse(fresh);
    }

    private static boolean isPartOfAForeignPage(HttpRequest request) {
        return request.headers().all("Sec-Fetch-Site").contains("cross-site")
                && request.headers().all("Sec-Fetch-Mode").contains("no-cors");
    }

    private static boolean isHere(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && NAMES.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
