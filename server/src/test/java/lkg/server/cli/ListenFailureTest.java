package lkg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class ListenFailureTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final IOException FAILURE = new BindException("in the words of the system");

    @Test
    void aPortThatSomebodyListensAt() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            assertThat(ListenFailure.explain(LOOPBACK, other.getLocalPort(), FAILURE))
                    .isEqualTo("port already in use. Try -p 0 for a free port.");
        }
    }

    @Test
    void aPortThatIsTakenThoughNobodyListens() throws Exception {
        try (Socket client = new Socket()) {
            client.bind(new InetSocketAddress(LOOPBACK, 0));

            assertThat(ListenFailure.explain(LOOPBACK, client.getLocalPort(), FAILURE))
                    .startsWith("port already in use");
        }
    }

    @Test
    void anAddressOfAnotherMachine() throws Exception {
        // TEST-NET-1: in no network (RFC 5737).
        assertThat(ListenFailure.explain(InetAddress.getByName("192.0.2.1"), 8080, FAILURE))
                .isEqualTo("this machine does not have that address");
    }

    @Test
    void aLowPortThatIsFree() {
        // tcpmux: nobody has used it for decades.
        assertThat(ListenFailure.explain(LOOPBACK, 1, FAILURE)).startsWith("permission denied. Ports below 1024");
    }

    @Test
    void whatIsNotAboutTheAddressIsSaidInTheWordsOfTheSystem() {
        assertThat(ListenFailure.explain(LOOPBACK, 8080, new SocketException("Too many open files")))
                .isEqualTo("Too many open files");
    }
}
