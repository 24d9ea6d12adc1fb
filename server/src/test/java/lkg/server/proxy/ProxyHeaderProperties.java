package lkg.server.proxy;

import static lkg.server.proxy.ProxyHeaderTest.ADDRESSES;
import static lkg.server.proxy.ProxyHeaderTest.binary;
import static lkg.server.proxy.ProxyHeaderTest.line;
import static lkg.server.proxy.ProxyHeaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lkg.server.testing.InMemorySocket;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ProxyHeaderProperties {

    private static final String REQUEST = "GET / HTTP/1.1\r\n\r\n";

    private static final List<byte[]> VALID = List.of(
            line("TCP4 192.0.2.7 127.0.0.1 4711 80"),
            line("UNKNOWN"),
            line("TCP6 2001:db8::7 ::1 4711 80"),
            binary("21 11 000c" + ADDRESSES),
            binary("20 00 0000"));

    /** However the bytes arrive, the result is the same, and the request behind the header stays in the channel. */
    @Property(tries = 300)
    void aHeaderMayComeInAnyPieces(
            @ForAll @IntRange(max = 4) int which,
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> pieces)
            throws Exception {
        byte[] header = VALID.get(which);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(header);
        all.write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        InMemorySocket socket = new InMemorySocket();
        ProxyHeader reader = new ProxyHeader();
        int sent = 0;
        for (int piece : pieces) {
            int end = Math.min(all.size(), sent + piece);
            socket.receives(Arrays.copyOfRange(all.toByteArray(), sent, end));
            boolean isWhole = end >= header.length;
            Optional<Hop> client = sent < header.length ? reader.readFrom(socket) : Optional.of(Hop.UNKNOWN);
            assertThat(client.isPresent())
                    .as("the header is read when %d bytes are there", end)
                    .isEqualTo(isWhole);
            if (sent < header.length && isWhole) {
                assertThat(client).hasValue(read(header));
            }
            sent = end;
        }
        if (sent < header.length) {
            socket.receives(Arrays.copyOfRange(all.toByteArray(), sent, all.size()));
            assertThat(reader.readFrom(socket)).hasValue(read(header));
            sent = all.size();
        }
        ByteBuffer rest = ByteBuffer.allocate(100);
        socket.read(rest);
        assertThat(rest.position()).as("bytes behind the header").isEqualTo(sent - header.length);
    }
}
