package lkg.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/**
 * A handler that chooses another one by method and path.
 *
 * <p>The first route that matches answers, in the order in which they were added. HEAD is answered as GET is, and
 * OPTIONS with the methods of the path. A path that exists for other methods only is a 405, any other a 404.
 *
 * <p>Set up by one thread, before the server starts; from then on it may be used by all.
 */
public final class Routes implements Handler {

    private record Route(String method, PathPattern pattern, Handler handler) {}

    private record Mount(String prefix, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();

    private Routes() {}

    public static Routes create() {
        return new Routes();
    }

    public Routes get(String path, Handler handler) {
        return add("GET", path, handler);
    }

    public Routes post(String path, Handler handler) {
        return add("POST", path, handler);
    }

    public Routes put(String path, Handler handler) {
        return add("PUT", path, handler);
    }

    public Routes delete(String path, Handler handler) {
        return add("DELETE", path, handler);
    }

    /**
     * Adds a route.
     *
     * @param path such as {@code /todos/{id}}; {@link HttpRequest#pathParameter} then tells the {@code id}, decoded
     */
    public Routes add(String method, String path, Handler handler) {
        routes.add(new Route(method, new PathPattern(path), handler));
        return this;
    }

    /**
     * Gives all requests below {@code prefix} to {@code handler}, which sees their paths without the prefix. Routes come
     * first, then mounts in the order in which they were added.
     *
     * @param prefix such as {@code /static}, without a slash at its end
     */
    public Routes mount(String prefix, Handler handler) {
        if (!prefix.startsWith("/") || prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a prefix starts with a slash and does not end in one, but was '" + prefix + "'");
        }
        mounts.add(new Mount(prefix, handler));
        return this;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws Exception {
        return endpoint(request).call(request);
    }

    @Override
    public Endpoint endpoint(HttpRequest head) {
        String method = head.method().equals("HEAD") ? "GET" : head.method();
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters =
                    head.path().startsWith("/") ? route.pattern().match(head.path()) : Optional.empty();
            if (parameters.isEmpty()) {
                continue;
            }
            if (route.method().equals(method)) {
                return chosen(route.handler(), request -> request.withPathParameters(parameters.get()), head);
            }
            allowed.add(route.method());
        }
        for (Mount mount : mounts) {
            if (head.path().equals(mount.prefix())) {
                return answer(redirectIntoMount(head));
            }
            if (head.path().startsWith(mount.prefix() + "/")) {
                String rest = head.path().substring(mount.prefix().length());
                return chosen(mount.handler(), request -> request.withPath(rest), head);
            }
        }
        return answer(head.path().equals("*") ? forServer() : withoutRoute(head, allowed));
    }

    private static Endpoint chosen(
            Handler handler, UnaryOperator<HttpRequest> view, HttpRequest head) {
        return handler.endpoint(view.apply(head)).seeing(view);
    }

    private static Endpoint answer(HttpResponse response) {
        return new Endpoint.Direct(Endpoint.Runs.ON_LOOP, request -> response);
    }

    private static HttpResponse withoutRoute(HttpRequest head, TreeSet<String> methods) {
        if (methods.isEmpty()) {
            return HttpResponse.text(404, "404 there is nothing at this path\n");
        }
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        HttpResponse response = head.method().equals("OPTIONS")
                ? HttpResponse.of(204)
                : HttpResponse.text(405, "405 this path has other methods\n");
        return response.withHeader("Allow", String.join(", ", methods));
    }

    /** {@code OPTIONS *} asks about the server as a whole (RFC 9110 §9.3.7). */
    private HttpResponse forServer() {
        TreeSet<String> methods = new TreeSet<>(List.of("GET", "HEAD", "OPTIONS"));
        routes.forEach(route -> methods.add(route.method()));
        return HttpResponse.of(204).withHeader("Allow", String.join(", ", methods));
    }

    /** Relative links only work below the mount's slash. The redirect is relative itself: it survives a proxy's prefix. */
    private static HttpResponse redirectIntoMount(HttpRequest head) {
        String last = head.path().substring(head.path().lastIndexOf('/') + 1);
        String query = head.query().map(text -> "?" + text).orElse("");
        return HttpResponse.text(307, "307 this path ends in a slash\n")
                .withHeader("Location", "./" + last + "/" + query);
    }
}
