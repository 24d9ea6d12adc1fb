package lkg.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.server.Steps;
import lkg.server.context.Peer;
import lkg.server.context.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final String PROXY = "10.0.0.1";

    private final TrustedProxies proxies = TrustedProxies.NONE.and("10.0.0.0/8");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1                        | 192.0.2.1 | the proxy's word",
                "192.0.2.9, 192.0.2.1             | 192.0.2.1 | what is in front of it, the client has written itself",
                "192.0.2.9, 192.0.2.1, 10.7.7.7   | 192.0.2.1 | another proxy that is trusted",
                "10.2.2.2, 10.3.3.3               | 10.2.2.2  | all are trusted: the first one",
                "192.0.2.1:4711                   | 192.0.2.1 | with a port",
                "2001:db8::7                      | 2001:db8:0:0:0:0:0:7 | IPv6",
                "[2001:db8::7]:4711               | 2001:db8:0:0:0:0:0:7 | IPv6 in brackets",
                "192.0.2.9, unknown               | 10.0.0.1  | who hides it is the last one known",
                "192.0.2.9, unknown, 10.7.7.7     | 10.7.7.7  | the same behind another proxy",
                "192.0.2.9, _hidden               | 10.0.0.1  | a name that only the proxy knows",
                "192.0.2.9, localhost             | 10.0.0.1  | no name is looked up",
                "192.0.2.9, 192.0.2.256           | 10.0.0.1  | no address",
                "192.0.2.9, 1.2.3.4.5             | 10.0.0.1  | no address",
                "192.0.2.9, 192.0.2.1:99999       | 10.0.0.1  | no port",
                "192.0.2.9, [::1                  | 10.0.0.1  | no bracket at the end",
                "192.0.2.9,                       | 10.0.0.1  | nothing",
            })
    void theListIsReadFromItsEnd(String list, String client, String because) throws Exception {
        assertThat(addressOf(seen("X-Forwarded-For", list))).as(because).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=192.0.2.1                                    | 192.0.2.1",
                "for=192.0.2.9, For=\"192.0.2.1:4711\";proto=http | 192.0.2.1",
                "for=192.0.2.1;by=10.0.0.9;host=a, for=10.7.7.7   | 192.0.2.1",
                "for=\"[2001:db8::7]:4711\"                       | 2001:db8:0:0:0:0:0:7",
                "for=\"\\1\\92.0.2.1\"                            | 192.0.2.1",
                "for=192.0.2.9, for=unknown                       | 10.0.0.1",
                "for=192.0.2.9, for=_hidden                       | 10.0.0.1",
                "for=192.0.2.9, by=10.0.0.9                       | 10.0.0.1",
                "for=192.0.2.9, for=\", for=192.0.2.1             | 10.0.0.1",
                "for=192.0.2.9, for=\", for=\"[2001:db8::7]\"     | 10.0.0.1",
                "for=192.0.2.9, for=a b                           | 10.0.0.1",
                "for=192.0.2.9, for=                              | 10.0.0.1",
                "192.0.2.1                                        | 10.0.0.1",
            })
    void theStandardFieldIsReadStrictly(String field, String client) throws Exception {
        assertThat(addressOf(seen("Forwarded", field))).isEqualTo(client);
    }

    /** A quote that is never closed, or escapes upon escapes, must not cost the stack. */
    @Test
    void aFieldMayBeLong() throws Exception {
        assertThat(addressOf(seen("Forwarded", "for=\"" + "\\a".repeat(8000)))).isEqualTo(PROXY);
        assertThat(addressOf(seen("Forwarded", "for=192.0.2.1" + ", for=10.0.0.7".repeat(1000))))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void severalFieldsAreOneList() throws Exception {
        HttpRequest request = request(PROXY)
                .withHeader("X-Forwarded-For", "192.0.2.9")
                .withHeader("X-Forwarded-For", "192.0.2.1, 10.7.7.7");

        assertThat(addressOf(proxies.seenThrough(request).client())).isEqualTo("192.0.2.1");
    }

    /** Most proxies write only one of the fields, and pass on the other as the client has sent it. */
    @Test
    void ofTwoFieldsThatContradictEachOtherNoneCounts() throws Exception {
        HttpRequest request = request(PROXY).withHeader("X-Forwarded-For", "192.0.2.1");

        assertThat(addressOf(proxies.seenThrough(request.withHeader("Forwarded", "for=192.0.2.9"))
                        .client()))
                .isEqualTo(PROXY);
        assertThat(addressOf(proxies.seenThrough(request.withHeader("Forwarded", "for=192.0.2.1"))
                        .client()))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void whoIsNotTrustedIsNotBelieved() throws Exception {
        HttpRequest request = request("192.0.2.66")
                .withHeader("X-Forwarded-For", "192.0.2.1")
                .withHeader("Forwarded", "for=192.0.2.1;proto=https")
                .withHeader("X-Forwarded-Proto", "https");

        assertThat(proxies.seenThrough(request)).isSameAs(request);
    }

    @Test
    void theProxySaysWhetherItsClientSpokeTls() throws Exception {
        assertThat(seen("Forwarded", "for=192.0.2.1;proto=HTTPS, for=10.7.7.7;proto=http")
                        .isSecure())
                .as("the client's own hop")
                .isTrue();
        assertThat(seen("Forwarded", "for=192.0.2.1;proto=https, for=192.0.2.2;proto=http")
                        .isSecure())
                .isFalse();
        HttpRequest request = request(PROXY).withHeader("X-Forwarded-Proto", "https");
        assertThat(proxies.seenThrough(request).client().isSecure()).isTrue();
        assertThat(proxies.seenThrough(request.withHeader("X-Forwarded-For", "192.0.2.1"))
                        .client()
                        .isSecure())
                .isTrue();
        assertThat(seen("X-Forwarded-For", "192.0.2.1").isSecure()).isFalse();
    }

    /** The proxy writes the two fields, and passes on the third as its client has sent it. */
    @Test
    void aClientCannotClaimToSpeakTls() throws Exception {
        HttpRequest request = request(PROXY)
                .withHeader("X-Forwarded-For", "192.0.2.1")
                .withHeader("X-Forwarded-Proto", "http")
                .withHeader("Forwarded", "for=192.0.2.1;proto=https");

        assertThat(proxies.seenThrough(request).client().isSecure()).isFalse();
    }

    @Test
    void theFieldsOfAProxyThatPassesOnBytesAreItsClients() throws Exception {
        HttpRequest request = request(PROXY).withHeader("X-Forwarded-For", "192.0.2.1");

        assertThat(addressOf(proxies.withHeaders().seenThrough(request).client()))
                .as("its PROXY header does not say who the client is")
                .isEqualTo(PROXY);
    }

    @Test
    void theClientLeavesWhenItsProxyDoes() throws Exception {
        Peer proxy = new Peer(new InetSocketAddress(InetAddress.getByName(PROXY), 4711), new Traffic(Steps.NONE));
        Client client = proxies.seenThrough(
                        HttpRequest.get("/").withClient(proxy).withHeader("X-Forwarded-For", "::1"))
                .client();
        assertThat(client.hasLeft()).isFalse();

        proxy.leave();

        assertThat(client.hasLeft()).isTrue();
        assertThat(client.peer()).isEqualTo(proxy.address());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/9, 10.127.0.1, true",
        "10.1.2.3/9, 10.128.0.1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 192.0.2.7, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "loopback, ::1, true",
        "loopback, 127.0.0.2, true",
        "private, 172.31.0.1, true",
        "private, 172.32.0.1, false",
    })
    void aRangeHasTheAddressesThatBeginWithItsBits(String range, String address, boolean isTrusted) throws Exception {
        assertThat(TrustedProxies.NONE.and(range).trusts(InetAddress.getByName(address)))
                .isEqualTo(isTrusted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "proxy.example", "10/8", "::1%lo"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> TrustedProxies.NONE.and(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    private Client seen(String name, String value) throws Exception {
        return proxies.seenThrough(request(PROXY).withHeader(name, value)).client();
    }

    private static HttpRequest request(String peer) throws Exception {
        return HttpRequest.get("/")
                .withClient(
                        new Peer(new InetSocketAddress(InetAddress.getByName(peer), 4711), new Traffic(Steps.NONE)));
    }

    private static String addressOf(Client client) {
        return client.address().getAddress().getHostAddress();
    }
}
