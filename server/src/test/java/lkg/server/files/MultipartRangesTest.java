package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.field;
import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpResponse;
import lkg.http.Source;
import lkg.server.InMemoryClient;
import lkg.server.ReceivedResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several ranges in one response. */
class MultipartRangesTest {

    private static final String SMALL = numbers(1_000);
    private static final String LARGE = numbers(100_000);

    @TempDir
    Path root;

    private ServedDirectory served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedDirectory(root);
        served.write("small.txt", SMALL);
        served.write("large.txt", LARGE);
    }

    @Test
    void eachRangeIsAPartWithItsPlaceInTheFile() throws IOException {
        HttpResponse response = served.get("/small.txt", "Range", "bytes=0-4,10-14,-5");

        assertThat(response.status()).as("the status").isEqualTo(206);
        String type = field(response, "Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        String size = String.valueOf(SMALL.length());
        assertThat(content(response)).as("the content").isEqualTo("""
                --BOUNDARY
                Content-Type: text/plain; charset=utf-8
                Content-Range: bytes 0-4/SIZE

                0 1 2
                --BOUNDARY
                Content-Type: text/plain; charset=utf-8
                Content-Range: bytes 10-14/SIZE

                5 6 7
                --BOUNDARY
                Content-Type: text/plain; charset=utf-8
                Content-Range: bytes FIRST-LAST/SIZE

                \s999\s
                --BOUNDARY--
                """.replace("\n", "\r\n")
                .replace("BOUNDARY", boundary)
                .replace("SIZE", size)
                .replace("FIRST", String.valueOf(SMALL.length() - 5))
                .replace("LAST", String.valueOf(SMALL.length() - 1)));
    }

    @Test
    void theHeadSaysThatOfTheFileButWhichPartItIs() throws IOException {
        HttpResponse whole = served.get("/small.txt");

        HttpResponse response = served.get("/small.txt", "Range", "bytes=0-4,10-14");

        for (String same : List.of("ETag", "Last-Modified", "Cache-Control", "Accept-Ranges")) {
            assertThat(field(response, same)).as(same).isEqualTo(field(whole, same));
        }
        assertThat(response.headers().contains("Content-Range"))
                .as("there is a field Content-Range")
                .isFalse();
    }

    @Test
    void eachResponseHasABoundaryOfItsOwn() throws IOException {
        String first = field(served.getNow("/small.txt", "Range", "bytes=0-4,10-14"), "Content-Type");
        String second = field(served.getNow("/small.txt", "Range", "bytes=0-4,10-14"), "Content-Type");

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aListThatComesDownToOneRangeIsAnOrdinaryPart() throws IOException {
        for (String list : List.of("bytes=0-4,5-9", "bytes=0-9,1000000-", "bytes=0-9,")) {
            HttpResponse response = served.get("/small.txt", "Range", list);

            assertThat(response.status()).as(list).isEqualTo(206);
            assertThat(field(response, "Content-Range")).as(list).isEqualTo("bytes 0-9/" + SMALL.length());
            assertThat(content(response)).as(list).isEqualTo(SMALL.substring(0, 10));
        }
    }

    @Test
    void aListOfWhichTheFileHasNothingIs416() throws IOException {
        HttpResponse response = served.get("/small.txt", "Range", "bytes=1000000-,2000000-");

        assertThat(response.status()).as("the status").isEqualTo(416);
        assertThat(field(response, "Content-Range")).as("the field").isEqualTo("bytes */" + SMALL.length());
    }

    @Test
    void theWholeFileIsSentIfThePartsWouldNotBeShorter() throws IOException {
        served.write("tiny.txt", "0 1 2 3 4 5");
        String nearlyAll = "bytes=0-1000,1002-" + (SMALL.length() - 1);

        for (HttpResponse response : List.of(
                served.get("/tiny.txt", "Range", "bytes=0-0,4-4"), served.get("/small.txt", "Range", nearlyAll))) {
            assertThat(response.status()).as("the status").isEqualTo(200);
            assertThat(response.headers().contains("Content-Range"))
                    .as("there is a field Content-Range")
                    .isFalse();
        }
    }

    @Test
    void moreThan16RangesAreTheWholeFile() throws IOException {
        String list = IntStream.range(0, 17)
                .mapToObj(i -> 10 * i + "-" + 10 * i)
                .collect(Collectors.joining(",", "bytes=", ""));

        assertThat(served.get("/large.txt", "Range", list).status())
                .as("the status")
                .isEqualTo(200);
    }

    /** A Content-Encoding would apply to the multipart body, and clients would decode that. */
    @Test
    void severalRangesOfACompressedFileAreTheWholeFile() throws IOException {
        served.write("small.txt.gz", SMALL);

        HttpResponse response = served.get("/small.txt", "Range", "bytes=0-0,2-2", "Accept-Encoding", "gzip");

        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(field(response, "Content-Encoding")).as("the field").isEqualTo("gzip");
    }

    @Test
    void severalRangesCountOnlyIfTheFileIsStillTheSame() throws IOException {
        String tag = field(served.get("/small.txt"), "ETag");

        assertThat(served.get("/small.txt", "Range", "bytes=0-0,2-2", "If-Range", tag)
                        .status())
                .as("the status")
                .isEqualTo(206);
        assertThat(served.get("/small.txt", "Range", "bytes=0-0,2-2", "If-Range", "\"other\"")
                        .status())
                .as("the status")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small.txt", "large.txt"})
    void onTheWireThePartsHaveALengthAndTheFilesBytes(String name) throws IOException {
        String file = Files.readString(root.resolve(name));
        int middle = file.length() / 2;
        try (InMemoryClient client = InMemoryClient.of(served.files)) {
            String ranges = "bytes=5-104," + middle + "-" + (middle + file.length() / 4) + ",-100";

            ReceivedResponse response = client.send(request("GET", "/" + name, "Range", ranges));

            assertThat(response.status()).as("the status").isEqualTo(206);
            assertThat(response.headers().first("Content-Length"))
                    .as("the field")
                    .contains(String.valueOf(response.body().length));
            assertThat(response.headers().contains("Transfer-Encoding"))
                    .as("there is a field Transfer-Encoding")
                    .isFalse();
            String boundary =
                    response.headers().first("Content-Type").orElseThrow().split("=")[1];
            String[] parts = response.text().split("(\r\n)?--" + boundary + "(--)?\r\n");
            assertThat(parts).hasSize(4);
            assertThat(parts[1]).endsWith("\r\n\r\n" + file.substring(5, 105));
            assertThat(parts[2]).endsWith("\r\n\r\n" + file.substring(middle, middle + file.length() / 4 + 1));
            assertThat(parts[3]).endsWith("\r\n\r\n" + file.substring(file.length() - 100));
            assertThat(client.send(request("HEAD", "/" + name)).status())
                    .as("the connection goes on")
                    .isEqualTo(200);
        }
    }

    // Of a large file, only a piece is in memory at a time.

    @Test
    void theRangesOfALargeFileAreReadInPieces() throws IOException {
        HttpResponse response = served.get("/large.txt", "Range", "bytes=0-50000,60000-100000");

        assertThat(response.body()).isInstanceOf(Body.Pulled.class);
        assertThat(content(response))
                .as("the content")
                .hasSize((int) response.body().length())
                .contains(LARGE.substring(0, 50_001), LARGE.substring(60_000, 100_001));
    }

    @Test
    void aFileThatBecomesShorterEndsTheBodyWithAFailure() throws IOException {
        Source source = open(served.get("/large.txt", "Range", "bytes=0-9,500000-500009"));
        Buffer out = new Buffer(1024);
        try (FileChannel file = FileChannel.open(root.resolve("large.txt"), StandardOpenOption.WRITE)) {
            file.truncate(500_000);
        }

        assertThatThrownBy(() -> {
                    while (source.pull(out, 100) == Source.Next.MORE) {
                        assertThat(out.latin1(0, out.readableBytes())).doesNotContain("\0");
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the file has become shorter while it was being sent");
        source.close();
    }

    @Test
    void aFileThatWasReplacedIsSentAsItWas() throws IOException {
        HttpResponse response = served.get("/large.txt", "Range", "bytes=0-9,100-109");
        Files.delete(root.resolve("large.txt"));
        served.write("large.txt", "x".repeat(LARGE.length()));

        assertThat(content(response)).contains(LARGE.substring(0, 10), LARGE.substring(100, 110));
    }

    @Test
    void theFileIsClosedWithTheBody() throws IOException {
        FileChannel file = FileChannel.open(root.resolve("large.txt"));

        new MultipartSource(file, List.of()).close();

        assertThat(file.isOpen()).as("the file is open").isFalse();
    }

    private static Source open(HttpResponse response) throws IOException {
        return ((Body.Pulled) response.body()).source().open(() -> {});
    }

    /** {@code "0 1 2 3 "} and so on. */
    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + " ").collect(Collectors.joining());
    }
}
