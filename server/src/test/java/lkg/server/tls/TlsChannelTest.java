package lkg.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executor;
import lkg.server.testing.InMemorySocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection sees of TLS: a socket, whatever the pieces are in which the network takes and gives bytes. */
class TlsChannelTest {

    private static final Executor AT_ONCE = Runnable::run;

    private final InMemorySocket socket = new InMemorySocket();
    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSidesUnderstandEachOther(String protocol) throws IOException {
        MemoryClient client = new MemoryClient(protocol);
        TlsChannel channel = open(client);

        socket.receives(client.encrypts("question"));
        assertThat(readText(channel, 100)).isEqualTo("question");
        assertThat(channel.write(bytes("answer"))).isEqualTo(6);

        client.reads(socket.sentBytes());
        assertThat(client.receivedText()).isEqualTo("answer");
    }

    @Test
    void whatTheReaderHasNoRoomForIsHeldAndTold() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.receives(client.encrypts(new byte[10_000]));

        assertThat(readText(channel, 4_000)).hasSize(4_000);
        assertThat(socket.hasIncoming())
                .as("the selector would tell of nothing")
                .isFalse();
        assertThat(channel.hasInput()).as("but 6,000 bytes are held").isTrue();
        assertThat(readText(channel, 6_000)).hasSize(6_000);
        assertThat(channel.hasInput()).as("all was read").isFalse();
    }

    @Test
    void aRecordThatWasNotDecryptedYetIsToldOf() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.receives(client.encrypts("one"));
        socket.receives(client.encrypts("two"));

        assertThat(readText(channel, 3)).isEqualTo("one");
        assertThat(channel.hasInput()).as("the second record is here").isTrue();
        assertThat(readText(channel, 3)).isEqualTo("two");
    }

    @Test
    void partOfARecordIsNoInput() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        byte[] record = client.encrypts("whole");

        for (int i = 0; i < record.length - 1; i++) {
            socket.receives(Arrays.copyOfRange(record, i, i + 1));
            assertThat(readText(channel, 100)).isEmpty();
            assertThat(channel.hasInput())
                    .as("after " + (i + 1) + " of " + record.length + " bytes")
                    .isFalse();
        }
        socket.receives(Arrays.copyOfRange(record, record.length - 1, record.length));

        assertThat(readText(channel, 100)).isEqualTo("whole");
    }

    @Test
    void bytesCountAsWrittenOnceTheSocketHasTakenThem() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        ByteBuffer answer = bytes("0123456789");

        socket.hasRoomFor(5);
        assertThat(channel.write(answer))
                .as("written to a socket with room for a header")
                .isZero();
        socket.hasRoomFor(Integer.MAX_VALUE);
        assertThat(channel.write(answer)).as("written once there is room").isEqualTo(10);
        assertThat(answer.hasRemaining()).isFalse();

        client.reads(socket.sentBytes());
        assertThat(client.receivedText()).isEqualTo("0123456789");
    }

    @Test
    void aClientThatTakesLittleMakesProgressAllTheSame() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        ByteBuffer answer = ByteBuffer.allocate(60_000);
        socket.hasRoomFor(30_000);
        long first = channel.write(answer);

        socket.hasRoomFor(1_000);

        assertThat(first).as("written to a socket with room for 30,000 bytes").isBetween(29_000L, 30_000L);
        assertThat(channel.write(answer)).as("with room for 1,000 more").isEqualTo(1_000);
    }

    @Test
    void noByteIsLostOrSentTwiceWhateverTheSocketTakes() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        byte[] sent = new byte[300_000];
        random.nextBytes(sent);
        ByteBuffer head = ByteBuffer.wrap(sent, 0, 100);
        ByteBuffer tail = ByteBuffer.wrap(sent, 100, sent.length - 100);

        long written = 0;
        while (written < sent.length) {
            socket.hasRoomFor(random.nextInt(40_000));
            written += channel.write(new ByteBuffer[] {head, tail});
            channel.settle();
            client.reads(socket.sentBytes());
            assertThat(written).as("what counts as written").isLessThanOrEqualTo(sent.length);
        }

        assertThat(client.received()).isEqualTo(sent);
    }

    @Test
    void aFileIsSentWholeWhateverTheSocketTakes(@TempDir Path folder) throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        byte[] sent = new byte[200_000];
        random.nextBytes(sent);
        Path path = Files.write(folder.resolve("file"), sent);

        try (FileChannel file = FileChannel.open(path)) {
            long position = 0;
            while (position < sent.length) {
                socket.hasRoomFor(random.nextInt(40_000));
                position += channel.transferFrom(file, position, sent.length - position);
                client.reads(socket.sentBytes());
            }
        }

        assertThat(client.received()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theClientsEndIsToldOfAgainAndAgain(String protocol) throws IOException {
        MemoryClient client = new MemoryClient(protocol);
        TlsChannel channel = open(client);
        socket.receives(client.encrypts("last"));
        socket.receives(client.saysEnd());

        assertThat(readText(channel, 100)).isEqualTo("last");
        assertThat(channel.hasInput()).as("the end is still to be read").isTrue();
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(channel.hasInput())
                .as("the selector does not tell of it again, as it would of the end of a socket")
                .isTrue();
    }

    @Test
    void theEndOfTheConnectionIsTheEndOfTheStream() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.receives(client.encrypts("last"));
        socket.clientCloses();

        assertThat(readText(channel, 100)).isEqualTo("last");
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void aClientThatHasEndedItsSideIsStillAnswered() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.receives(client.saysEnd());
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);

        assertThat(channel.write(bytes("answer"))).isEqualTo(6);

        client.reads(socket.sentBytes());
        assertThat(client.receivedText()).isEqualTo("answer");
    }

    @Test
    void shuttingDownTellsTheClientInTlsAndInTcp() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);

        channel.shutdownOutput();

        client.reads(socket.sentBytes());
        assertThat(client.engine.isInboundDone()).as("close_notify has come").isTrue();
        assertThat(socket.isOutputShutDown()).isTrue();
    }

    @Test
    void theEndThatDidNotFitIsSentLater() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.hasRoomFor(3);
        channel.shutdownOutput();
        assertThat(socket.isOutputShutDown()).as("before close_notify has left").isFalse();

        socket.hasRoomFor(100);
        socket.receives(client.encrypts("unwanted"));
        channel.read(ByteBuffer.allocate(100));

        client.reads(socket.sentBytes());
        assertThat(client.engine.isInboundDone()).as("close_notify has come").isTrue();
        assertThat(socket.isOutputShutDown()).isTrue();
    }

    @Test
    void aClientMayAskForNewKeys() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        client.engine.beginHandshake();
        socket.receives(client.says());
        socket.receives(client.encrypts("with new keys"));

        assertThat(readText(channel, 100)).isEqualTo("with new keys");
        channel.write(bytes("answer"));

        client.reads(socket.sentBytes());
        client.says();
        assertThat(client.receivedText()).isEqualTo("answer");
    }

    @Test
    void aClientThatAsksForNewKeysWithoutEndIsRefused() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.hasRoomFor(0);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        client.engine.beginHandshake();
                        socket.receives(client.says());
                        channel.read(ByteBuffer.allocate(100));
                    }
                })
                .hasMessage("the client asks for new keys, but does not read the answers");
    }

    @Test
    void aSecondHandshakeIsRefused() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.2");
        TlsChannel channel = open(client);
        client.engine.beginHandshake();
        socket.receives(client.says());

        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(100)))
                .hasMessage("the client asks for another handshake");
    }

    @Test
    void junkIsAFailureOfTheNetwork() throws IOException {
        TlsChannel channel = open(new MemoryClient("TLSv1.3"));
        byte[] junk = new byte[100_000];
        random.nextBytes(junk);
        socket.receives(junk);

        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(100))).isInstanceOf(IOException.class);
    }

    @Test
    void anIdleChannelHoldsNoBuffer() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.receives(client.encrypts("question"));
        readText(channel, 100);
        channel.write(bytes("answer"));

        channel.settle();

        assertThat(channel.heldBytes()).isZero();
    }

    @Test
    void aFewBytesOfARecordTakeAFewBytesOfMemory() throws IOException {
        MemoryClient client = new MemoryClient("TLSv1.3");
        TlsChannel channel = open(client);
        socket.receives(Arrays.copyOf(client.encrypts(new byte[10_000]), 7));
        readText(channel, 100);

        channel.settle();

        assertThat(channel.heldBytes()).isEqualTo(7);
    }

    /** A channel after the handshake. */
    private TlsChannel open(MemoryClient client) throws IOException {
        HeldBytes in = new HeldBytes();
        HeldBytes out = new HeldBytes();
        Computation handshake = new Computation(new Tls(TestCertificate.EC::server, AT_ONCE), in, out, () -> {});
        do {
            socket.receives(client.says());
            in.readFrom(socket);
            handshake.start();
            assertThat(handshake.failure()).isEmpty();
            out.writeTo(socket);
            client.reads(socket.sentBytes());
        } while (!handshake.isFinished());
        assertThat(client.says()).as("more of the handshake").isEmpty();
        return new TlsChannel(socket, handshake.engine(), in);
    }

    private static String readText(TlsChannel channel, int room) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(room);
        channel.read(target);
        return new String(target.array(), 0, target.position(), StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
