package lkg.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import lkg.server.testing.InMemorySocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    static final String ADDRESSES = "c0000207 7f000001 1267 0050";

    @ParameterizedTest
    @CsvSource({
        "TCP4 192.0.2.7 127.0.0.1 4711 80, 192.0.2.7, 4711",
        "TCP4 1.1.1.1 2.2.2.2 0 65535, 1.1.1.1, 0",
        "TCP6 2001:db8::7 ::1 4711 80, 2001:db8::7, 4711",
        "TCP6 ffff:f...f:ffff ffff:f...f:ffff 65535 65535, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 65535",
    })
    void aLineNamesTheClient(String line, String address, int port) throws Exception {
        byte[] header = line(line.replace("f...f", "ffff:ffff:ffff:ffff:ffff:ffff"));

        assertThat(read(header)).isEqualTo(new Hop(Optional.of(address(address, port)), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "UNKNOWN ffff::1 ffff::1 65535 65535", "UNKNOWN whatever it is"})
    void anUnknownClientIsNone(String line) throws Exception {
        assertThat(read(line(line))).isEqualTo(Hop.UNKNOWN);
    }

    @Test
    void aBinaryHeaderNamesTheClient() throws Exception {
        assertThat(read(binary("21 11 000c" + ADDRESSES)))
                .isEqualTo(new Hop(Optional.of(address("192.0.2.7", 4711)), false));
        assertThat(read(binary(
                        "21 21 0024 20010db8000000000000000000000007 00000000000000000000000000000001 1267 0050")))
                .isEqualTo(new Hop(Optional.of(address("2001:db8::7", 4711)), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 00 0000",
                "20 11 000c" + ADDRESSES,
                "21 00 0003 010203",
                "21 31 0001 00",
                "21 12 000c" + ADDRESSES
            })
    void aConnectionOfTheProxysOwnOrOfAnotherKindHasNoClient(String header) throws Exception {
        assertThat(read(binary(header))).isEqualTo(Hop.UNKNOWN);
    }

    @Test
    void aValueBehindTheAddressesTellsOfTls() throws Exception {
        assertThat(read(binary("21 11 0019" + ADDRESSES + "04 0002 0000 20 0005 01 00000000"))
                        .secure())
                .isTrue();
        assertThat(read(binary("21 11 0014" + ADDRESSES + "20 0005 00 00000000"))
                        .secure())
                .isFalse();
        assertThat(read(binary("21 11 0014" + ADDRESSES + "02 0005 01 00000000"))
                        .secure())
                .as("another value")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TCP4 192.0.2.7 127.0.0.1 4711",
                "TCP4 192.0.2.7 127.0.0.1 04711 80",
                "TCP4 192.0.2.7 127.0.0.1 65536 80",
                "TCP4  192.0.2.7 127.0.0.1 4711 80",
                "TCP4 192.0.2.7 127.0.0.1 4711 80 ",
                "TCP4 localhost 127.0.0.1 4711 80",
                "TCP4 2001:db8::7 ::1 4711 80",
                "TCP6 192.0.2.7 127.0.0.1 4711 80",
                "TCP5 192.0.2.7 127.0.0.1 4711 80",
                "UNKNOWNS and more",
                "UNKNOWN \r of two lines",
            })
    void aLineThatIsWrongIsRefused(String line) {
        assertThatThrownBy(() -> read(line(line))).isInstanceOf(ProxyHeader.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11 11 000c" + ADDRESSES,
                "22 11 000c" + ADDRESSES,
                "21 11 000b c0000207 7f000001 1267 00",
                "21 21 000c" + ADDRESSES,
                "21 11 000e" + ADDRESSES + "0400",
                "21 11 000f" + ADDRESSES + "04 0001",
                "21 11 ffff",
            })
    void aBinaryHeaderThatIsWrongIsRefused(String header) {
        assertThatThrownBy(() -> read(binary(header))).isInstanceOf(ProxyHeader.Malformed.class);
    }

    @Test
    void aLineWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> read(("PROXY UNKNOWN " + "x".repeat(200)).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(ProxyHeader.Malformed.class)
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "PROXX", "\r\n\r\nX", "\u0016\u0003\u0001"})
    void whatIsNoHeaderIsRefusedAtItsFirstWrongByte(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(ProxyHeader.Malformed.class)
                .hasMessage("this is no PROXY header");
    }

    @Test
    void aConnectionThatEndsWithinTheHeaderIsRefused() throws Exception {
        InMemorySocket socket = new InMemorySocket();
        socket.receives("PROXY TCP4 192".getBytes(StandardCharsets.US_ASCII));
        socket.clientCloses();

        assertThatThrownBy(() -> new ProxyHeader().readFrom(socket))
                .isInstanceOf(ProxyHeader.Malformed.class)
                .hasMessageContaining("14 bytes");
    }

    static Hop read(byte[] header) throws IOException {
        InMemorySocket socket = new InMemorySocket();
        socket.receives(header);
        return new ProxyHeader().readFrom(socket).orElseThrow();
    }

    static byte[] line(String rest) {
        return ("PROXY " + rest + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] binary(String hex) {
        return HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", ""));
    }

    private static InetSocketAddress address(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }
}
