package lkg.server.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The requests of well-behaved clients, and malformed ones. */
final class Requests {

    private static final byte[] SLOW = text("slow\n");

    /** Answered from memory or on the loop, so that many of them fit into one write. */
    static final List<Request> SMALL = List.of(
            Request.get("/files/small", 200, Sample.SMALL),
            Request.get("/files/missing", 404, text("404 there is no such file\n")),
            Request.get("/later", 200, text("later\n")),
            Request.get("/refuses", 418, text("418 a teapot\n")),
            Request.post("/length", Sample.SMALL));

    /** Answered even if the client has closed its sending side. */
    static final List<Request> FOR_HALF_CLOSED = List.of(
            SMALL.get(0),
            Request.get("/files/large", 200, Sample.LARGE),
            Request.get("/generated", 200, Sample.LARGE),
            Request.get("/slow", 200, SLOW),
            Request.post("/length", Sample.MEDIUM));

    private static final List<Request> OTHERS = List.of(
            Request.get("/files/medium", 200, Sample.MEDIUM),
            Request.get("/files/medium", "Range: bytes=100000-199999\r\n", 206, part(100_000, 200_000)),
            Request.get("/files/small", "Connection: close\r\n", 200, Sample.SMALL),
            Request.get("/throws", 500, text("500 the server failed to answer this request\n")),
            Request.get("/interrupted", 200, Sample.MEDIUM),
            Request.get("/interrupted-on-loop", 200, Sample.MEDIUM),
            Request.post("/upload", Sample.MEDIUM),
            Request.post("/upload", Sample.LARGE));

    static final List<Request> MALFORMED = List.of(
            Request.malformed("GET /files/small HTTP/1.1\r\n\r\n", 400),
            Request.malformed("GET\r\n\r\n", 400),
            Request.malformed("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400),
            Request.malformed("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
            Request.malformed("GET / HTTP/1.1\r\nHost: a\r\nField: " + "x".repeat(20_000) + "\r\n\r\n", 431),
            Request.malformed("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
            Request.malformed("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", 413),
            Request.malformed("POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400));

    private Requests() {}

    /** One of each, in an order that is always the same. */
    static List<Request> ofEachKind() {
        return Stream.of(SMALL, FOR_HALF_CLOSED, OTHERS).flatMap(List::stream).toList();
    }

    static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(Sample.MEDIUM, from, to);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
