package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {

    @Test
    void oneAddressIsOneLine() throws Exception {
        assertThat(lines("127.0.0.1")).containsExactly("Serving /srv on http://127.0.0.1:8080/");
    }

    @Test
    void anIPv6AddressStandsInBrackets() throws Exception {
        assertThat(lines("::1")).containsExactly("Serving /srv on http://[::1]:8080/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void allAddressesAreThoseThatAnotherMachineCanUse(String address) throws Exception {
        List<String> lines = lines(address);

        // This machine may have none.
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches(" {2}http://(\\d+(\\.\\d+){3}|\\[[0-9a-f:]+]):8080/"))
                .noneMatch(line -> line.contains("//127.") || line.contains("[fe80") || line.contains("[::1]"))
                .hasSizeLessThan(10);
    }

    private static List<String> lines(String address) throws Exception {
        StringWriter out = new StringWriter();
        Banner.print(
                new PrintWriter(out),
                Path.of("/srv"),
                "http",
                Banner.authority(address, 8080),
                new InetSocketAddress(InetAddress.getByName(address), 8080));
        return out.toString().lines().toList();
    }
}
