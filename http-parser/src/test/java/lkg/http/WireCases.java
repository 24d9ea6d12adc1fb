package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lkg.buffer.Buffer;
import lkg.http.wire.WholeRequests;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.TestInstance;

/**
 * The wire cases of some files, and three ways to send one to the parser. {@code -Dwire=fields} leaves those whose file
 * names begin so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireCases {

    private static final String SECOND_REQUEST = "GET /second HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final List<String> INCOMPLETE = List.of("incomplete");

    /** Takes a request off the front of a buffer. */
    interface Reader {
        Optional<HttpRequest> parse(Buffer in) throws HttpException;

        /** Reads heads, and no bodies. */
        static Reader ofHeads(ParserLimits limits) {
            return new HeadParser(limits, Client.NONE)::parse;
        }

        static Reader ofWholeRequests(ParserLimits limits) {
            return new WholeRequests(limits)::parse;
        }
    }

    private final Function<ParserLimits, Reader> newReader;
    private final List<String> files;

    /** Cases of {@code files}, which are named without {@code .http}. */
    WireCases(Function<ParserLimits, Reader> newReader, String... files) {
        this.newReader = newReader;
        this.files = List.of(files);
    }

    List<String> files() {
        return files;
    }

    Stream<WireCase> cases() throws IOException {
        return WireCase.all().stream().filter(c -> files.contains(c.name().replaceFirst("\\.http: .*", "")));
    }

    void sendWhole(WireCase wireCase) {
        check(wireCase, "sent whole", () -> {
            Buffer in = bufferFor(wireCase);
            in.append(wireCase.bytes());
            return outcome(newReader.apply(wireCase.limits()), in, wireCase);
        });
    }

    void sendByteByByte(WireCase wireCase) {
        check(wireCase, "sent byte by byte", () -> {
            Buffer in = bufferFor(wireCase);
            Reader reader = newReader.apply(wireCase.limits());
            List<String> outcome = INCOMPLETE;
            int sent = 0;
            while (sent < wireCase.bytes().length && outcome.equals(INCOMPLETE)) {
                in.append(wireCase.bytes()[sent++]);
                outcome = outcome(reader, in, wireCase);
            }
            if (sent < wireCase.bytes().length && !wireCase.isRefused()) {
                return List.of("after " + sent + " of " + wireCase.bytes().length + " bytes already", show(outcome));
            }
            return outcome;
        });
    }

    /** A request behind a refused one must not be answered, so nothing is said of it then. */
    void sendWithAnotherRequestBehind(WireCase wireCase) {
        if (wireCase.isIncomplete()) {
            return;
        }
        check(wireCase, "sent with another request behind it", () -> {
            Buffer in = bufferFor(wireCase);
            in.append(wireCase.bytes());
            in.appendLatin1(SECOND_REQUEST);
            Reader reader = newReader.apply(wireCase.limits());
            List<String> outcome = outcome(reader, in, wireCase);
            if (!wireCase.isRefused() && outcome.equals(expected(wireCase))) {
                String left = in.latin1(0, in.readableBytes());
                if (!left.equals(SECOND_REQUEST)) {
                    return List.of("the request, but in the buffer there is left \"" + WireCase.escape(left) + "\"");
                }
                assertThat(reader.parse(in).map(HttpRequest::path))
                        .as("the path of the request behind " + wireCase.description())
                        .contains("/second");
            }
            return outcome;
        });
    }

    private static void check(WireCase wireCase, String how, Callable<List<String>> outcome) {
        List<String> expected = expected(wireCase);
        try {
            List<String> actual = outcome.call();
            if (!actual.equals(expected)) {
                fail("%s%n  %s%n  expected: %s%n  but got:  %s"
                        .formatted(wireCase.description(), how, show(expected), show(actual)));
            }
        } catch (UnsupportedOperationException e) {
            throw e; // Not written yet: that says it all.
        } catch (Exception e) {
            fail(
                    "%s%n  %s%n  expected: %s%n  but it threw %s"
                            .formatted(wireCase.description(), how, show(expected), e),
                    e);
        }
    }

    private static Buffer bufferFor(WireCase wireCase) {
        return new Buffer(
                Math.max(wireCase.limits().requiredBufferBytes(), wireCase.bytes().length + SECOND_REQUEST.length()));
    }

    private static List<String> outcome(Reader reader, Buffer in, WireCase wireCase) {
        try {
            return reader.parse(in).map(request -> describe(request, wireCase)).orElse(INCOMPLETE);
        } catch (HttpException e) {
            return List.of("refused " + e.status());
        }
    }

    /** All fields but Host are always told, so that none is lost or made up; the rest as far as the case asks. */
    private static List<String> describe(HttpRequest request, WireCase wireCase) {
        List<String> lines = new ArrayList<>();
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Host")) {
                lines.add(line("header " + name + ":", value));
            }
        });
        request.trailers().forEach((name, value) -> lines.add(line("trailer " + name + ":", value)));
        Map<String, Function<HttpRequest, String>> parts = Map.of(
                "method", HttpRequest::method,
                "target", HttpRequest::target,
                "path", HttpRequest::path,
                "query", r -> r.query().orElse("(none)"),
                "version", r -> r.version() == HttpVersion.HTTP_1_0 ? "1.0" : "1.1",
                "body", WholeRequests::latin1Body,
                "connection", r -> r.isKeepAlive() ? "keep-alive" : "close");
        parts.forEach((part, value) -> {
            if (wireCase.expected(part).isPresent()) {
                lines.add(line(part, value.apply(request)));
            }
        });
        if (lines.isEmpty()) {
            lines.add("accepted");
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> expected(WireCase wireCase) {
        return wireCase.expected().stream().sorted().toList();
    }

    private static String line(String what, String value) {
        return value.isEmpty() ? what : what + " " + value;
    }

    private static String show(List<String> lines) {
        return lines.stream().map(WireCase::escape).collect(Collectors.joining(", "));
    }
}
