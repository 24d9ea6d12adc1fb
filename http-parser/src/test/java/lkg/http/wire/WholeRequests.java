package lkg.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.BodyCollector;
import lkg.http.BodyDecoder;
import lkg.http.Client;
import lkg.http.HeadParser;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.ParserLimits;
import lkg.http.RequestBody;

/** Reads requests with their bodies: each head by a {@link HeadParser}, then its body by a {@link BodyDecoder}. */
public final class WholeRequests {

    /** A request whose body is not complete. */
    private record Unfinished(HttpRequest head, BodyDecoder decoder, BodyCollector body) {}

    private final ParserLimits limits;
    private final HeadParser heads;
    private Optional<Unfinished> unfinished = Optional.empty();

    public WholeRequests(ParserLimits limits) {
        this.limits = limits;
        this.heads = new HeadParser(limits, Client.NONE);
    }

    /** Takes one request off the front of {@code in}, or returns empty if it takes more bytes to complete one. */
    public Optional<HttpRequest> parse(Buffer in) throws HttpException {
        if (unfinished.isEmpty()) {
            Optional<HttpRequest> head = heads.parse(in);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            BodyDecoder decoder = BodyDecoder.of(head.get(), limits, limits.maxBodyBytes());
            unfinished = Optional.of(new Unfinished(head.get(), decoder, new BodyCollector()));
        }
        Unfinished request = unfinished.get();
        if (!request.decoder.decode(in, request.body)) {
            return Optional.empty();
        }
        unfinished = Optional.empty();
        return Optional.of(request.head.withBody(request.body.toBody(), request.decoder.trailers()));
    }

    /** Returns the body of a request that was read here, one character a byte. */
    public static String latin1Body(HttpRequest request) {
        return new String(((RequestBody.InMemory) request.body()).bytes(), StandardCharsets.ISO_8859_1);
    }
}
