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
 * A handler that chooses another one by method and path, and keeps its kind: a handler on the loop stays there.
 *
 * <p>Of several routes that match, the one that was added first answers. A route for GET also answers HEAD. A path that
 * has routes, but none for the method, is a 405; OPTIONS is answered with the methods of the path. A path without routes
 * is a 404.
 *
 * <p>Add all routes before the server starts; from then on any thread may use it.
 */
public final class Routes implements Handler {

    private record Route(String method, PathPattern pattern, Handler handler) {

        boolean answers(String asked) {
            return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
        }
    }

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

    public Routes patch(String path, Handler handler) {
        return add("PATCH", path, handler);
    }

    public Routes delete(String path, Handler handler) {
        return add("DELETE", path, handler);
    }

    /**
     * Adds a route.
     *
     * @param path such as {@code /todos/{id}}: the handler gets the {@code id}, decoded, by {@link
     *     HttpRequest#pathParameter}
     */
    public Routes add(String method, String path, Handler handler) {
        routes.add(new Route(method, new PathPattern(path), handler));
        return this;
    }

    /**
     * Gives all requests below {@code prefix} to {@code handler}, which sees their paths without the prefix. Routes are
     * tried first, then mounts in the order in which they were added.
     *
     * @param prefix such as {@code /static}, or {@code /} for all that is left; it has no parameters
     */
    public Routes mount(String prefix, Handler handler) {
        boolean isRoot = prefix.equals("/");
        if (!isRoot && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "a prefix must start with a slash and not end in one, but was '" + prefix + "'");
        }
        if (prefix.contains("{")) {
            throw new IllegalArgumentException("a prefix cannot have parameters, as '" + prefix
                    + "' does: give them to the routes, each with its whole path");
        }
        mounts.add(new Mount(isRoot ? "" : prefix, handler));
        return this;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws Exception {
        return endpoint(request).call(request);
    }

    @Override
    public Endpoint endpoint(HttpRequest head) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = route.pattern().match(head.path());
            if (parameters.isPresent()) {
                if (route.answers(head.method())) {
                    return chosen(route.handler(), request -> request.withPathParameters(parameters.get()), head);
                }
                allowed.add(route.method());
            }
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

    private static Endpoint chosen(Handler handler, UnaryOperator<HttpRequest> view, HttpRequest head) {
        return handler.endpoint(view.apply(head)).seeing(view);
    }

    private static Endpoint answer(HttpResponse response) {
        return new Endpoint.Direct(Endpoint.Runs.WITHOUT_BODY, request -> response);
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
                : HttpResponse.text(405, "405 this path does not have the method " + head.method() + "\n");
        return response.withHeader("Allow", String.join(", ", methods));
    }

    /** Answers {@code OPTIONS *}, which asks about the server as a whole (RFC 9110 §9.3.7). */
    private HttpResponse forServer() {
        TreeSet<String> methods = new TreeSet<>(List.of("GET", "HEAD", "OPTIONS"));
        routes.forEach(route -> methods.add(route.method()));
        return HttpResponse.of(204).withHeader("Allow", String.join(", ", methods));
    }

    /**
     * Links relative to the mount only work with a slash at its end. The redirect itself is relative, so that it stays
     * right behind a proxy or a mount that strips a prefix.
     */
    private static HttpResponse redirectIntoMount(HttpRequest head) {
        String last = head.path().substring(head.path().lastIndexOf('/') + 1);
        String query = head.query().map(text -> "?" + text).orElse("");
        return HttpResponse.text(307, "307 this path should end in a slash\n")
                .withHeader("Location", "./" + last + "/" + query);
    }
}
