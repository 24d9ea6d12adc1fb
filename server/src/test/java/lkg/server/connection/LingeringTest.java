package lkg.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lkg.buffer.Buffer;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.context.Peer;
import org.junit.jupiter.api.Test;

/** What takes a connection over that has sent its last response. */
class LingeringTest {

    private final TestConnection test = TestConnection.inline(request -> HttpResponse.of(204));
    private final Peer client = new Peer(TestConnection.ADDRESS);
    private final Lingering lingering =
            new Lingering(test.socket, new Buffer(1000), test.server, client, EndReason.REFUSED);

    @Test
    void d12_theRestIsReadAndDroppedUntilTheClientCloses() throws IOException {
        test.socket.receives("more");

        assertThat(lingering.onReady())
                .as("further bytes do not extend the time to linger")
                .isEqualTo(Await.unchanged());
        assertThat(test.socket.hasIncoming()).isFalse();
        assertThat(lingering.onReady()).as("a wake-up that comes late").isEqualTo(Await.unchanged());
        test.socket.clientCloses();
        assertThat(lingering.onReady()).isEqualTo(Await.closed());
        assertThat(test.sent()).isEmpty();
    }

    @Test
    void moreThanTheBufferHoldsIsDropped() throws IOException {
        test.socket.receives(new byte[10_000]);

        for (int i = 0; i < 10; i++) {
            assertThat(lingering.onReady()).isEqualTo(Await.unchanged());
        }

        assertThat(test.socket.hasIncoming()).isFalse();
    }

    @Test
    void itEndsWithItsDeadlineAndNotWithTheServersWish() {
        assertThat(lingering.onShutdown()).isEqualTo(Await.unchanged());
        assertThat(lingering.onTimeout()).isEqualTo(Await.closed());
    }

    @Test
    void aFullExecutorDoesNotStopIt() throws IOException {
        test.socket.receives("more");

        assertThat(lingering.onRejected()).isEqualTo(Await.unchanged());

        assertThat(test.socket.hasIncoming()).isFalse();
    }

    @Test
    void itHoldsNoStorageForWhatItDrops() throws IOException {
        test.socket.receives("more");

        lingering.onReady();

        assertThat(lingering.dropped().capacity()).isZero();
    }

    @Test
    void itsEndIsReportedAndItCountsNoMore() {
        lingering.onClosed();

        assertThat(test.released).as("connections released").isEqualTo(1);
        assertThat(test.ended).containsExactly(EndReason.REFUSED);
        assertThat(client.hasLeft()).isTrue();
    }
}
