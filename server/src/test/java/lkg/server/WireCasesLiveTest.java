package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import lkg.http.HttpResponse;
import lkg.http.ParserLimits;
import lkg.http.wire.WireCase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser's wire cases once more, each against a live server under each wiring. */
@ParameterizedClass(name = "{0}")
@EnumSource(Wiring.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireCasesLiveTest {

    private static final byte[] SECOND_REQUEST = WireCase.latin1("GET /second HTTP/1.1\r\nHost: a\r\n\r\n");

    @Parameter
    Wiring wiring;

    private final Map<ParserLimits, LkgServer> servers = new HashMap<>();

    static Stream<WireCase> cases() throws IOException {
        return WireCase.all().stream();
    }

    @AfterAll
    void closeServers() {
        servers.values().forEach(LkgServer::close);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whole(WireCase wireCase) throws IOException {
        try (Client client = client(wireCase)) {
            client.sendBytes(wireCase.bytes());
            check(wireCase, client);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void byteByByte(WireCase wireCase) throws IOException {
        try (Client client = client(wireCase)) {
            for (byte b : wireCase.bytes()) {
                client.sendBytes(new byte[] {b});
            }
            check(wireCase, client);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void withAnotherRequestBehind(WireCase wireCase) throws IOException {
        if (wireCase.isIncomplete()) {
            return;
        }
        try (Client client = client(wireCase)) {
            byte[] both = new byte[wireCase.bytes().length + SECOND_REQUEST.length];
            System.arraycopy(wireCase.bytes(), 0, both, 0, wireCase.bytes().length);
            System.arraycopy(SECOND_REQUEST, 0, both, wireCase.bytes().length, SECOND_REQUEST.length);
            client.sendBytes(both);

            Client.Response first = client.finalResponse();

            client.shutdownOutput();
            if (wireCase.isRefused()) {
                assertThat(first.status()).isEqualTo(wireCase.refusedStatus());
            } else if (first.header("Connection").orElse("").equals("close")) {
                assertThat(first.status()).isEqualTo(200);
            } else {
                assertThat(client.response().status()).as("the second request").isEqualTo(200);
            }
            assertThat(client.isClosedByServer()).as("nothing else is answered").isTrue();
        }
    }

    private static void check(WireCase wireCase, Client client) throws IOException {
        if (wireCase.isIncomplete()) {
            client.shutdownOutput();
            assertThat(client.isClosedByServer())
                    .as("half a request gets no answer")
                    .isTrue();
            return;
        }
        Client.Response response = client.finalResponse();
        client.shutdownOutput();
        if (wireCase.isRefused()) {
            assertThat(response.status()).isEqualTo(wireCase.refusedStatus());
            assertThat(response.header("Connection")).contains("close");
        } else {
            assertThat(response.status()).isEqualTo(200);
            wireCase.expected("body")
                    .ifPresent(body -> assertThat(response.body()).isEqualTo(WireCase.latin1(body)));
            wireCase.expected("connection")
                    .ifPresent(connection -> assertThat(
                                    response.header("Connection").orElse("keep-alive"))
                            .isEqualTo(connection));
        }
        assertThat(client.isClosedByServer())
                .as("the server has closed the connection")
                .isTrue();
    }

    /** Connects to a server with the limits of the case; it answers each request with its body. */
    private Client client(WireCase wireCase) throws IOException {
        ParserLimits limits = wireCase.limits();
        LkgServer server = servers.get(limits);
        if (server == null) {
            server = LkgServer.builder()
                    .port(0)
                    .wiring(wiring)
                    .maxRequestLineBytes(limits.maxRequestLineBytes())
                    .maxHeadBytes(limits.maxHeadBytes())
                    .maxFields(limits.maxFields())
                    .maxBodyBytes(limits.maxBodyBytes())
                    .handler(request -> HttpResponse.bytes(
                            200, "application/octet-stream", request.body().bytes()))
                    .start();
            servers.put(limits, server);
        }
        return new Client(server.port());
    }
}
