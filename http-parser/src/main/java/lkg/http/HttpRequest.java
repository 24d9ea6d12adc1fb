package lkg.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request. Immutable: the methods that change something return a changed copy.
 *
 * <p>A received one is made by {@link HeadParser}, first without its body. For tests of a handler, {@link #get} and
 * {@link #post} make one.
 *
 * <p>Two requests are equal when the same was asked for with the same fields, body, trailers and path parameters,
 * whoever asked. No part is null: who passes null gets a {@link NullPointerException}. As a string, a request is its
 * method, its target and its fields.
 */
public final class HttpRequest {

    private final RequestLine line;
    private final Headers headers;
    private final Framing framing;
    private final Client client;
    private final RequestBody body;
    private final Headers trailers;
    private final Map<String, String> pathParameters;

    HttpRequest(RequestLine line, Headers headers, Framing framing, Client client) {
        this(line, headers, framing, client, RequestBody.EMPTY, Headers.empty(), Map.of());
    }

    private HttpRequest(
            RequestLine line,
            Headers headers,
            Framing framing,
            Client client,
            RequestBody body,
            Headers trailers,
            Map<String, String> pathParameters) {
        this.line = line;
        this.headers = headers;
        this.framing = framing;
        this.client = Objects.requireNonNull(client, "client");
        this.body = Objects.requireNonNull(body, "body");
        this.trailers = Objects.requireNonNull(trailers, "trailers");
        this.pathParameters = pathParameters;
    }

    /** A GET request of HTTP/1.1 without fields, as in {@code get("/x?y=1")}. */
    public static HttpRequest get(String target) {
        return of("GET", target);
    }

    /** A POST request of HTTP/1.1 with a body, and with {@code Content-Type} as its only field. */
    public static HttpRequest post(String target, String contentType, byte[] body) {
        return of("POST", target).withHeader("Content-Type", contentType).withBody(RequestBody.of(body));
    }

    /**
     * A request of HTTP/1.1 without fields and body.
     *
     * @throws IllegalArgumentException if the server would refuse this request line
     */
    public static HttpRequest of(String method, String target) {
        return new HttpRequest(RequestLine.of(method, target), Headers.empty(), Framing.NONE, Client.NONE);
    }

    /** A token; case matters, and the handler decides which methods exist (RFC 9110 §9.1). */
    public String method() {
        return line.method();
    }

    /** The target as it was sent (RFC 9112 §3.2). */
    public String target() {
        return line.target();
    }

    /**
     * The path of the target, still percent-encoded, without the query; starts with a slash, or is {@code *}. A
     * handler that is mounted below a prefix sees it without that prefix.
     */
    public String path() {
        return line.path();
    }

    /** What follows the first question mark, still encoded. */
    public Optional<String> query() {
        return line.query();
    }

    public HttpVersion version() {
        return line.version();
    }

    /** The fields of the head. */
    public Headers headers() {
        return headers;
    }

    public RequestBody body() {
        return body;
    }

    /** The fields behind a chunked body, apart from the headers, because they came unasked (RFC 9110 §6.5.1). */
    public Headers trailers() {
        return trailers;
    }

    public Client client() {
        return client;
    }

    /**
     * The decoded part of the path that a route calls {@code name}.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter '" + name + "'");
        }
        return value;
    }

    /**
     * The first query parameter called {@code name}, decoded as forms are (WHATWG URL §5.1): {@code name=value} pairs
     * with {@code &} between them, in which {@code +} is a space and bytes are UTF-8. Without an equals sign the value
     * is empty.
     */
    public Optional<String> queryParameter(String name) {
        return queryParameters(name).stream().findFirst();
    }

    /** The values of all query parameters called {@code name}, decoded, in their order. */
    public List<String> queryParameters(String name) {
        return query().isEmpty() ? List.of() : FormDecoder.values(query().get(), name);
    }

    /** Whether the client wants the connection to stay open after the response (RFC 9112 §9.3). */
    public boolean isKeepAlive() {
        if (headers.hasToken("Connection", "close")) {
            return false;
        }
        return version() == HttpVersion.HTTP_1_1 || headers.hasToken("Connection", "keep-alive");
    }

    /** Whether the head announces a body of at least one byte, or of chunks. */
    public boolean announcesBody() {
        return !framing.equals(Framing.NONE);
    }

    /** Whether a body is announced, and the client waits for a 100 response before it sends it (RFC 9110 §10.1.1). */
    public boolean expectsContinue() {
        return announcesBody() && version() == HttpVersion.HTTP_1_1 && headers.contains("Expect");
    }

    /** Bytes in memory that its target and its fields take, without the body. */
    public int headBytes() {
        return target().length() + headers.lines.length;
    }

    Framing framing() {
        return framing;
    }

    public HttpRequest withHeader(String name, String value) {
        return new HttpRequest(line, headers.with(name, value), framing, client, body, trailers, pathParameters);
    }

    public HttpRequest withClient(Client client) {
        return new HttpRequest(line, headers, framing, client, body, trailers, pathParameters);
    }

    /** The same request with another body; the trailers stay. */
    public HttpRequest withBody(RequestBody body) {
        return withBody(body, trailers);
    }

    public HttpRequest withBody(RequestBody body, Headers trailers) {
        return new HttpRequest(line, headers, framing, client, body, trailers, pathParameters);
    }

    /** The request for a handler below a prefix, which {@code path} leaves out. */
    public HttpRequest withPath(String path) {
        return new HttpRequest(line.withPath(path), headers, framing, client, body, trailers, pathParameters);
    }

    /** The request for a handler of a route; the parameters are copied. */
    public HttpRequest withPathParameters(Map<String, String> parameters) {
        return new HttpRequest(line, headers, framing, client, body, trailers, Map.copyOf(parameters));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpRequest that
                && line.equals(that.line)
                && headers.equals(that.headers)
                && body.equals(that.body)
                && trailers.equals(that.trailers)
                && pathParameters.equals(that.pathParameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(line, headers, body, trailers, pathParameters);
    }

    @Override
    public String toString() {
        return method() + " " + target() + "\n" + headers;
    }
}
