package lkg.http;

import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;

/**
 * Turns bytes into the heads of requests, as they arrive: it can stop at each byte and go on when there are more, and
 * it looks at no byte twice because of that. A request's body is a {@link BodyDecoder}'s.
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
 * choice between refusing and guessing.
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

    /** Whether a byte of the next head has been seen; {@code in} is the buffer that was parsed. */
    public boolean hasBegun(Buffer in) {
        return state != State.REQUEST_LINE || !in.isEmpty();
    }

    /** The method of the head that has begun or was refused, if there is one with its space behind it. */
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
