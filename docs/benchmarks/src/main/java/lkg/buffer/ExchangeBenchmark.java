package lkg.buffer;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * What a server does with a connection's buffers: a request of about 600 bytes arrives, in one read or in several; its
 * lines are found, looked at byte by byte, and taken out as strings. Or a response leaves: a head in pieces and a small
 * body, in one write.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ExchangeBenchmark {

    private static final int PIECE_BYTES = 64;

    private static final List<String> REQUEST = List.of(
            "GET /pictures/2026/harbour.jpg HTTP/1.1",
            "Host: www.example.test",
            "Connection: keep-alive",
            "sec-ch-ua-platform: \"Linux\"",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0",
            "sec-ch-ua: \"Not)A;Brand\";v=\"8\", \"Chromium\";v=\"150\"",
            "sec-ch-ua-mobile: ?0",
            "Accept: image/avif,image/webp,image/apng,image/*,*/*;q=0.8",
            "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Mode: no-cors",
            "Sec-Fetch-Dest: image",
            "Accept-Encoding: gzip, deflate, br, zstd",
            "Accept-Language: en-GB,en;q=0.9",
            "");

    private static final List<byte[]> RESPONSE = List.of(
            ascii("HTTP/1.1 200 OK\r\n"),
            ascii("Date: Mon, 23 Nov 2026 12:00:00 GMT\r\n"),
            ascii("Content-Length: "),
            ascii("612"),
            ascii("\r\n"),
            ascii("ETag: \"264-6743dd00.0\"\r\nLast-Modified: Mon, 23 Nov 2026 11:00:00 GMT\r\n"),
            ascii("\r\n"),
            new byte[612]);

    /** What happens. */
    public enum Exchange {
        REQUEST,
        REQUEST_IN_PIECES,
        RESPONSE
    }

    @Param({"lkg", "netty-heap", "netty-direct", "okio"})
    String implementation;

    @Param
    Exchange exchange;

    private ChannelInMemory channel;
    private Bytes bytes;

    /** Makes the buffer, and looks whether what comes out is what went in, twice. */
    @Setup
    public void start() throws IOException {
        byte[] request = ascii(String.join("\r\n", REQUEST) + "\r\n");
        channel = new ChannelInMemory(request, exchange == Exchange.REQUEST ? request.length : PIECE_BYTES);
        bytes = switch (implementation) {
            case "lkg" -> new LkgBytes();
            case "netty-heap" -> new NettyBytes(PooledByteBufAllocator.DEFAULT.heapBuffer());
            case "netty-direct" -> new NettyBytes(PooledByteBufAllocator.DEFAULT.directBuffer());
            case "okio" -> new OkioBytes();
            default -> throw new IllegalArgumentException("there is no buffer " + implementation);
        };
        for (int i = 0; i < 2; i++) {
            List<String> lines = new ArrayList<>();
            exchange(lines::add);
            check(exchange == Exchange.RESPONSE ? lines.isEmpty() : lines.equals(REQUEST), "other lines: " + lines);
            check(bytes.readableBytes() == 0, "something is left over");
            if (exchange == Exchange.RESPONSE) {
                ByteArrayOutputStream expected = new ByteArrayOutputStream();
                RESPONSE.forEach(expected::writeBytes);
                check(Arrays.equals(channel.taken(), expected.toByteArray()), "another response");
            }
        }
    }

    @Benchmark
    public void exchange(Blackhole blackhole) throws IOException {
        exchange((Consumer<String>) blackhole::consume);
    }

    private void exchange(Consumer<String> lines) throws IOException {
        if (exchange == Exchange.RESPONSE) {
            RESPONSE.forEach(bytes::append);
            bytes.send(channel);
        } else {
            receive(lines);
        }
    }

    private void receive(Consumer<String> lines) throws IOException {
        int length;
        do {
            int lf = bytes.indexOfLf(0);
            while (lf < 0) {
                int searched = bytes.readableBytes();
                bytes.receive(channel);
                lf = bytes.indexOfLf(searched);
            }
            length = lf - 1;
            for (int i = 0; i < length; i++) {
                check(bytes.get(i) >= ' ', "a control character");
            }
            lines.accept(bytes.take(length));
            bytes.skip(2);
        } while (length > 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
