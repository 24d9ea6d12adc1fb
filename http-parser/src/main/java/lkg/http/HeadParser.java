package lkg.http;

import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;

/**
 * Turns bytes into the heads of requests, as they arrive: it can stop at each byte and go on when there are more. Bytes
 * that it leaves in the buffer are not searched again for the end of a line, so a head that arrives byte by byte costs
 * no more than one that arrives at once. A request's body is a {@link BodyDecoder}'s.
 *
 * <pre>
 *   REQUEST_LINE ---&gt; FIELDS ---&gt; a head, and REQUEST_LINE again
 *        |               |
 *        +-------+-------+ refused
 *                v
 *             FAILED
 * </pre>
 *
 * <p>FAILED is final: nobody knows where the next request would begin.
 *
 * <p>One for each connection, with one owner at a time. It follows RFC 9112, and is stricter where the RFC allows a
 * choice between refusing and guessing. It refuses, with 400 unless another status is named, and in this order,
 *
 * <ul>
 *   <li>more than two empty lines before a request (RFC 9112 §2.2);
 *   <li>with 414 and 431, what is beyond the {@link ParserLimits}, as soon as that is certain;
 *   <li>a line that ends in a bare LF;
 *   <li>a request line other than {@code method SP request-target SP HTTP-version} (§3), where the method is a token
 *       and the target is visible ASCII without {@code #}, with two hexadecimal digits behind each {@code %};
 *   <li>with 505, any other major version than 1;
 *   <li>with 501, {@code CONNECT}, since this is no proxy;
 *   <li>a target that is neither a path, nor {@code *} for {@code OPTIONS}, nor a URL of http or https whose authority
 *       is a host as below, and not empty (§3.2); with 421, one of https, since no connection here is secured;
 *   <li>a field whose name is no token or has anything between itself and the colon, whose value holds a control
 *       character other than tab, or which is continued on another line (§5);
 *   <li>no {@code Host} in HTTP/1.1, more than one, and one other than {@code host [":" port]}: a name of the
 *       characters of RFC 3986 §3.2.2 with its escapes, or digits, colons and dots of IPv6 in brackets; a port of
 *       digits up to 65535, or empty. The whole value may be empty (§3.2); a port needs a host;
 *   <li>{@code Transfer-Encoding} in HTTP/1.0, or with a {@code Content-Length} (§6.1), or whose last coding is not
 *       {@code chunked}, or that has {@code chunked} twice (§6.3); with 501, any other coding in front of it (§6.1);
 *   <li>more than one {@code Content-Length}, and one other than digits (§6.3); with 413, one that no long can hold;
 *   <li>with 417, an {@code Expect} of HTTP/1.1 other than {@code 100-continue} (RFC 9110 §10.1.1).
 * </ul>
 */
public final class HeadParser {

    private enum State {
        REQUEST_LINE,
        FIELDS,
        FAILED
    }

    /** Empty lines before a request that are skipped: some clients send one behind a body (RFC 9112 §2.2). */
    private static final int MAX_EMPTY_LINES = 2;

    private final ParserLimits limits;
    private final Client client;
    private final LineFinder requestLines = new LineFinder();
    private final FieldSection fields;

    private State state = State.REQUEST_LINE;
    private Optional<RequestLine> requestLine = Optional.empty();
    private int emptyLines;

    /**
     * Makes a parser that waits for its first request.
     *
     * @param client whom the requests come from
     */
    public HeadParser(ParserLimits limits, Client client) {
        this.limits = limits;
        this.client = client;
        this.fields = new FieldSection(limits.maxFields());
    }

    /**
     * Takes what it understands off the front of {@code in}, up to the end of one head. What is behind it stays.
     *
     * @param in able to hold {@link ParserLimits#requiredBufferBytes()}
     * @return a request without its body, or empty if it takes more bytes to complete a head
     * @throws HttpException if the request is refused; this parser then takes no other
     * @throws IllegalStateException after a refusal
     */
    public Optional<HttpRequest> parse(Buffer in) throws HttpException {
        try {
            return switch (state) {
                case REQUEST_LINE -> parseRequestLine(in);
                case FIELDS -> parseFields(in);
                case FAILED -> throw new IllegalStateException("this parser has refused a request");
            };
        } catch (HttpException e) {
            state = State.FAILED;
            throw e;
        }
    }

    /**
     * Whether the next head has begun: this parser has taken a byte of it, or {@code in} holds one; or a head was
     * refused. An empty line that was taken in front of a head is no part of it.
     *
     * @param in the buffer that was parsed, with nothing of a body at its front
     */
    public boolean hasBegun(Buffer in) {
        return state != State.REQUEST_LINE || !in.isEmpty();
    }

    /** The method of the head that has begun or was refused, if there is one: a token and the space behind it. */
    public Optional<String> method(Buffer in) {
        if (requestLine.isPresent()) {
            return requestLine.map(RequestLine::method);
        }
        int space = Math.max(0, in.indexOf(Grammar.SP, 0));
        return Optional.of(in.latin1(0, space)).filter(Grammar::isToken);
    }

    private Optional<HttpRequest> parseRequestLine(Buffer in) throws HttpException {
        int length = requestLines.find(in, 0, limits.maxRequestLineBytes(), 414);
        while (length == 0) {
            if (++emptyLines > MAX_EMPTY_LINES) {
                throw new HttpException(400, "there are too many empty lines before the request");
            }
            in.consume(2);
            length = requestLines.find(in, 0, limits.maxRequestLineBytes(), 414);
        }
        if (length == LineFinder.INCOMPLETE) {
            return Optional.empty();
        }
        requestLine = Optional.of(RequestLine.parse(in, length));
        in.consume(length + 2);
        fields.begin(limits.maxHeadBytes() - length - 2);
        state = State.FIELDS;
        return parseFields(in);
    }

    private Optional<HttpRequest> parseFields(Buffer in) throws HttpException {
        if (!fields.parse(in)) {
            return Optional.empty();
        }
        RequestLine line = requestLine.orElseThrow();
        Headers headers = fields.take(in);
        Host.check(line.version(), headers);
        Framing framing = Framing.of(line.version(), headers);
        checkExpectation(line.version(), headers);
        requestLine = Optional.empty();
        emptyLines = 0;
        state = State.REQUEST_LINE;
        return Optional.of(new HttpRequest(line, headers, framing, client));
    }

    /** There is no other expectation than {@code 100-continue} (RFC 9110 §10.1.1). */
    private static void checkExpectation(HttpVersion version, Headers headers) throws HttpException {
        if (version == HttpVersion.HTTP_1_0 || !headers.contains("Expect")) {
            return;
        }
        List<String> expectations = headers.all("Expect");
        if (expectations.size() > 1 || !expectations.get(0).equalsIgnoreCase("100-continue")) {
            throw new HttpException(417, "the only expectation that is met here is 100-continue");
        }
    }
}
