package lkg.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.buffer.Buffer;
import lkg.http.wire.WholeRequests;
import lkg.http.wire.WireCase;

/**
 * What must hold for any bytes whatsoever. A coverage-guided fuzzer looks for bytes for which it does not (profile
 * {@code fuzz}); {@link ParserFuzzTest} tries the known ones.
 */
public final class ParserFuzz {

    private static final ParserLimits LIMITS = new ParserLimits(64, 256, 8, 64);

    private ParserFuzz() {}

    /** The name and the signature are the fuzzer's. It reports whatever this throws. */
    public static void fuzzerTestOneInput(byte[] stream) {
        List<String> whole = outcomes(stream, stream.length);
        for (int pieceBytes : new int[] {1, 2, 7}) {
            List<String> inPieces = outcomes(stream, pieceBytes);
            if (!inPieces.equals(whole)) {
                String bytes = WireCase.escape(new String(stream, StandardCharsets.ISO_8859_1));
                throw new AssertionError("in pieces of " + pieceBytes + " bytes " + inPieces + ", but whole " + whole
                        + ", for \"" + bytes + "\"");
            }
        }
    }

    /** All that becomes of a stream: its requests, and at the end perhaps a refusal. */
    private static List<String> outcomes(byte[] stream, int pieceBytes) {
        Buffer in = new Buffer(LIMITS.requiredBufferBytes() + pieceBytes);
        WholeRequests parser = new WholeRequests(LIMITS);
        List<String> outcomes = new ArrayList<>();
        try {
            for (int sent = 0; sent < stream.length; sent += pieceBytes) {
                in.append(stream, sent, Math.min(pieceBytes, stream.length - sent));
                Optional<HttpRequest> request = parser.parse(in);
                while (request.isPresent()) {
                    outcomes.add(describe(request.get()));
                    request = parser.parse(in);
                }
                if (in.readableBytes() > LIMITS.requiredBufferBytes()) {
                    throw new AssertionError("waits for more with " + in.readableBytes() + " bytes unread");
                }
            }
        } catch (HttpException e) {
            outcomes.add("refused " + e.status());
        }
        return outcomes;
    }

    private static String describe(HttpRequest request) {
        String body = WholeRequests.latin1Body(request);
        if (body.length() > LIMITS.maxBodyBytes() || request.headers().size() > LIMITS.maxFields()) {
            throw new AssertionError("beyond the limits: " + request);
        }
        return request.method() + " " + request.target() + " " + request.version() + "\n" + request.headers()
                + request.trailers() + body;
    }
}
