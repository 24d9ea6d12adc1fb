package lkg.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.TomcatParser;
import org.microhttp.MicrohttpParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One request from its bytes to what a server wants to know of it ({@link MessageParser}), over and over on one
 * connection.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ParseBenchmark {

    /** What arrives, and what is in it. */
    public enum Request {
        /** What a load generator sends. */
        SMALL("GET", "/index.html", 1, 0, """
                GET /index.html HTTP/1.1
                Host: a.test

                """),

        /** What a browser sends for each picture of a page. */
        BROWSER("GET", "/pictures/2026/harbour.jpg", 12, 0, """
                GET /pictures/2026/harbour.jpg HTTP/1.1
                Host: www.example.test
                Connection: keep-alive
                sec-ch-ua-platform: "Linux"
                User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36
                sec-ch-ua: "Not)A;Brand";v="8", "Chromium";v="150"
                sec-ch-ua-mobile: ?0
                Accept: image/avif,image/webp,image/apng,image/*,*/*;q=0.8
                Sec-Fetch-Site: same-origin
                Sec-Fetch-Mode: no-cors
                Sec-Fetch-Dest: image
                Accept-Encoding: gzip, deflate, br, zstd
                Accept-Language: en-GB,en;q=0.9

                """),

        /** An upload of 4 KiB in chunks of 512 bytes. */
        CHUNKED("POST", "/upload", 3, 4096, """
                POST /upload HTTP/1.1
                Host: www.example.test
                Content-Type: application/octet-stream
                Transfer-Encoding: chunked

                """ + ("200\n" + "x".repeat(512) + "\n").repeat(8) + "0\n\n");

        final String method;
        final String path;
        final int fields;
        final int bodyBytes;
        final byte[] bytes;

        Request(String method, String path, int fields, int bodyBytes, String lines) {
            this.method = method;
            this.path = path;
            this.fields = fields;
            this.bodyBytes = bodyBytes;
            this.bytes = lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Param({"lkg", "netty", "jetty", "tomcat", "microhttp"})
    String implementation;

    @Param
    Request request;

    private MessageParser parser;

    /** Makes the parser, and looks whether it understands the request at all, twice on the same connection. */
    @Setup
    public void start() throws Exception {
        parser = switch (implementation) {
            case "lkg" -> new LkgParser();
            case "netty" -> new NettyParser();
            case "jetty" -> new JettyParser();
            case "tomcat" -> new TomcatParser();
            case "microhttp" -> new MicrohttpParser();
            default -> throw new IllegalArgumentException("there is no parser " + implementation);
        };
        String host = request == Request.SMALL ? "a.test" : "www.example.test";
        String body = "x".repeat(request.bodyBytes);
        List<Object> expected = List.of(request.method, request.path, request.fields, host, false, true, body);
        for (int i = 0; i < 2; i++) {
            parser.parse(request.bytes, (method, path, fields, seenHost, isConditional, isKeepAlive, bytes) -> {
                String seenBody = new String(bytes, StandardCharsets.US_ASCII);
                List<Object> seen = List.of(method, path, fields, seenHost, isConditional, isKeepAlive, seenBody);
                if (!seen.equals(expected)) {
                    throw new IllegalStateException(implementation + " sees " + seen + " and not " + expected);
                }
            });
        }
    }

    @Benchmark
    public void parse(Blackhole blackhole) throws Exception {
        parser.parse(request.bytes, (method, path, fields, host, isConditional, isKeepAlive, body) -> {
            blackhole.consume(method);
            blackhole.consume(path);
            blackhole.consume(fields);
            blackhole.consume(host);
            blackhole.consume(isConditional);
            blackhole.consume(isKeepAlive);
            blackhole.consume(body);
        });
    }
}
