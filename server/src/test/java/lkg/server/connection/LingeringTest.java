package lkg.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lkg.buffer.Buffer;
import lkg.http.HttpResponse;
import lkg.reactor.Await;
import lkg.server.EndReason;
import lkg.server.Steps;
import lkg.server.context.Peer;
import lkg.server.context.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What takes a connection over that has sent its last response. */
@ExtendWith(ConnectionStory.class)
@Tag("step-5")
class LingeringTest {

    private final TestConnection test = TestConnection.inline(request -> HttpResponse.of(204));
    private final Peer client = new Peer(TestConnection.ADDRESS, new Traffic(Steps.NONE));
    private final Lingering lingering =
            new Lingering(test.socket, new Buffer(1000), test.server, client, EndReason.REFUSED);

    @Test
    void d12_theRestIsReadAndDroppedUntilTheClientCloses() throws IOException {
        test.arrives("more");

        assertThat(lingering.onReady())
                .as("further bytes do not extend the time to linger")
                .isEqualTo(Await.unchanged());
        assertThat(test.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isFalse();
        assertThat(lingering.onReady()).as("a wake-up that comes late").isEqualTo(Await.unchanged());
        test.clientCloses();
        assertThat(lingering.onReady()).as("what it waits for next").isEqualTo(Await.closed());
        assertThat(test.sent()).as("what is sent").isEmpty();
    }

    @Test
    void moreThanTheBufferHoldsIsDropped() throws IOException {
        test.arrives(new byte[10_000]);

        for (int i = 0; i < 10; i++) {
            assertThat(lingering.onReady()).as("what it waits for next").isEqualTo(Await.unchanged());
        }

        assertThat(test.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isFalse();
    }

    @Test
    void itEndsWithItsDeadlineAndNotWithTheServersWish() {
        assertThat(lingering.onShutdown()).as("what it waits for next").isEqualTo(Await.unchanged());
        assertThat(lingering.onTimeout()).as("what it waits for next").isEqualTo(Await.closed());
    }

    @Test
    void aFullExecutorDoesNotStopIt() throws IOException {
        test.arrives("more");

        assertThat(lingering.onRejected()).as("what it waits for next").isEqualTo(Await.unchanged());

        assertThat(test.socket.hasIncoming())
                .as("bytes of the client are left unread")
                .isFalse();
    }

    @Test
    void itHoldsNoStorageForWhatItDrops() throws IOException {
        test.arrives("more");

        lingering.onReady();

        assertThat(lingering.dropped().capacity())
                .as("bytes of storage that it keeps")
                .isZero();
    }

    @Test
    void itsEndIsReportedAndItCountsNoMore() {
        lingering.onClosed();

        assertThat(test.released).as("connections released").isEqualTo(1);
        assertThat(test.ended).as("why the connection ended").containsExactly(EndReason.REFUSED);
        assertThat(client.hasLeft()).as("the client has left").isTrue();
    }
}
