package lkg.server.watch;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Filter;

/**
 * Lets only pages of this machine ask. A browser sends requests to 127.0.0.1 for any page that it shows: the page of
 * somebody else must neither read what happens here nor start anything. It would have another {@code Origin}, or, with a
 * name of its own for this address, another {@code Host}.
 */
final class SameMachine implements Filter {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    public Optional<HttpResponse> before(HttpRequest request) {
        boolean allowed = request.headers()
                        .first("Host")
                        .filter(host -> isHere("http://" + host))
                        .isPresent()
                && request.headers().all("Origin").stream().allMatch(SameMachine::isHere);
        return allowed ? Optional.empty() : Optional.of(HttpResponse.text(403, "only for pages of this machine\n"));
    }

    /** The page of another server of this machine may show this one beside its own. */
    @Override
    public HttpResponse after(HttpRequest request, HttpResponse response) {
        HttpResponse fresh = response.withHeader("Cache-Control", "no-store").withHeader("Vary", "Origin");
        return request.headers()
                .first("Origin")
                .filter(SameMachine::isHere)
                .map(origin -> fresh.withHeader("Access-Control-Allow-Origin", origin))
                .orElse(fresh);
    }

    private static boolean isHere(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && NAMES.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
