package lkg.http;

import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;

/**
 * Turns bytes into requests, as they arrive: it can stop at each byte and go on when there are more, and looks at no
 * byte twice because of that.
 *
 * <pre>
 *                              Content-Length
 *                             +--------------&gt; FIXED_BODY ---+
 *   REQUEST_LINE ---&gt; FIELDS -+                              +---&gt; a request, and REQUEST_LINE again
 *                             +--------------&gt; CHUNKED_BODY -+
 *                                 chunked
 * </pre>
 *
 * <p>From each state a refusal leads to FAILED, for good: where the next request would begin is not known any more.
 *
 * <p>One for each connection, with one owner at a time. RFC 9112 is what it goes by, and stricter where the RFC allows
 * a choice between refusing and guessing.
 */
public final class RequestParser {

    /** How much of the next request has been seen. */
    public enum Phase {
        /** Not one byte. */
        IDLE,
        /** Some of the head. */
        HEAD,
        /** The head, and not yet the whole body. */
        BODY
    }

    private enum State {
        REQUEST_LINE,
        FIELDS,
        FIXED_BODY,
        CHUNKED_BODY,
        FAILED
    }

    /** Empty lines before a request that are let pass: some clients send one behind a body (RFC 9112 §2.2). */
    private static final int MAX_EMPTY_LINES = 2;

    private static final byte[] NO_BODY = {};

    private final ParserLimits limits;
    private final LineFinder requestLines = new LineFinder();
    private final FieldSection fields;

    private State state = State.REQUEST_LINE;
    private Phase phase = Phase.IDLE;
    private int emptyLines;
    private boolean expectsContinue;

    // What is known of the request that is being read. Set in the order of the states.
    private RequestLine requestLine;
    private Headers headers;
    private int bodyLength;
    private BodyBytes fixedBody;
    private ChunkedBody chunkedBody;

    public RequestParser(ParserLimits limits) {
        this.limits = limits;
        this.fields = new FieldSection(limits.maxFields());
    }

    /**
     * Takes what it understands off the front of {@code in}, up to the end of one request. What is behind it stays.
     *
     * @param in able to hold {@link ParserLimits#requiredBufferBytes()}
     * @return a request, or empty if it takes more bytes to complete one
     * @throws HttpException if the request is refused; then this parser is at its end
     * @throws IllegalStateException after a refusal
     */
    public Optional<HttpRequest> parse(Buffer in) throws HttpException {
        try {
            return switch (state) {
                case REQUEST_LINE -> parseRequestLine(in);
                case FIELDS -> parseFields(in);
                case FIXED_BODY -> parseFixedBody(in);
                case CHUNKED_BODY -> parseChunkedBody(in);
                case FAILED -> throw new IllegalStateException("this parser has refused a request and is at its end");
            };
        } catch (HttpException e) {
            state = State.FAILED;
            throw e;
        }
    }

    /** How much of the next request has been seen. After a refusal, how far it had come. */
    public Phase phase() {
        return phase;
    }

    /** Whether the client waits for a 100 response before it sends the body (RFC 9110 §10.1.1). */
    public boolean expectsContinue() {
        return expectsContinue;
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
            phase = in.isEmpty() ? Phase.IDLE : Phase.HEAD;
            return Optional.empty();
        }
        phase = Phase.HEAD;
        requestLine = RequestLine.parse(in, length);
        in.consume(length + 2);
        fields.begin(limits.maxHeadBytes() - length - 2);
        state = State.FIELDS;
        return parseFields(in);
    }

    private Optional<HttpRequest> parseFields(Buffer in) throws HttpException {
        if (!fields.parse(in)) {
            return Optional.empty();
        }
        headers = fields.take(in);
        Host.check(requestLine.version(), headers);
        Framing framing = Framing.of(requestLine.version(), headers, limits.maxBodyBytes());
        if (framing.kind() == Framing.Kind.FIXED && framing.length() == 0) {
            checkExpectation();
            return complete(NO_BODY, Headers.empty());
        }
        phase = Phase.BODY;
        expectsContinue = checkExpectation() && in.isEmpty();
        return switch (framing.kind()) {
            case FIXED -> {
                bodyLength = framing.length();
                fixedBody = new BodyBytes(bodyLength);
                state = State.FIXED_BODY;
                yield parseFixedBody(in);
            }
            case CHUNKED -> {
                chunkedBody = new ChunkedBody(limits);
                state = State.CHUNKED_BODY;
                yield parseChunkedBody(in);
            }
        };
    }

    /** Returns whether {@code 100-continue} is expected; there is no other expectation (RFC 9110 §10.1.1). */
    private boolean checkExpectation() throws HttpException {
        List<String> expectations = headers.all("Expect");
        if (expectations.isEmpty() || requestLine.version() == HttpVersion.HTTP_1_0) {
            return false;
        }
        if (expectations.size() > 1 || !expectations.get(0).equalsIgnoreCase("100-continue")) {
            throw new HttpException(417, "the only expectation that is met here is 100-continue");
        }
        return true;
    }

    private Optional<HttpRequest> parseFixedBody(Buffer in) {
        expectsContinue &= in.isEmpty();
        fixedBody.takeFrom(in, bodyLength - fixedBody.size());
        return fixedBody.size() < bodyLength ? Optional.empty() : complete(fixedBody.toArray(), Headers.empty());
    }

    private Optional<HttpRequest> parseChunkedBody(Buffer in) throws HttpException {
        expectsContinue &= in.isEmpty();
        return chunkedBody.parse(in) ? complete(chunkedBody.toArray(), chunkedBody.trailers()) : Optional.empty();
    }

    private Optional<HttpRequest> complete(byte[] body, Headers trailers) {
        HttpRequest request = new HttpRequest(
                requestLine.method(),
                requestLine.target(),
                requestLine.path(),
                requestLine.query(),
                requestLine.version(),
                headers,
                body,
                trailers);
        requestLine = null;
        headers = null;
        fixedBody = null;
        chunkedBody = null;
        emptyLines = 0;
        expectsContinue = false;
        phase = Phase.IDLE;
        state = State.REQUEST_LINE;
        return Optional.of(request);
    }
}
