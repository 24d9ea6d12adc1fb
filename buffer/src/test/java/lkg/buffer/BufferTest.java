package lkg.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BufferTest {

    private static final int MAX = 100_000;

    // A new buffer

    @Test
    void aNewBufferIsEmptyAndHoldsNoStorage() {
        Buffer buffer = new Buffer(MAX);

        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.isFull()).isFalse();
        assertThat(buffer.readableBytes()).isZero();
        assertThat(buffer.capacity()).isZero();
        assertThat(buffer.maxCapacity()).isEqualTo(MAX);
    }

    @Test
    void aMaximumBelowOneIsRefused() {
        assertThatThrownBy(() -> new Buffer(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    // Appending and consuming

    @Test
    void whatIsAppendedComesOutInOrder() {
        Buffer buffer = new Buffer(MAX);
        buffer.append(bytes("ab"));
        buffer.append(bytes("xcdx"), 1, 2);
        buffer.appendLatin1("e\u00ff");
        buffer.append((byte) 'f');

        assertThat(text(buffer)).isEqualTo("abcde\u00fff");
    }

    @Test
    void bytesMoveFromOneBufferToAnother() {
        Buffer buffer = bufferOf("ab");
        Buffer source = bufferOf("xcdef");
        source.consume(1);

        buffer.appendFrom(source, 2);

        assertThat(text(buffer)).isEqualTo("abcd");
        assertThat(text(source)).isEqualTo("ef");
    }

    @Test
    void moreThanASourceHoldsCannotBeMoved() {
        Buffer buffer = bufferOf("ab");
        Buffer source = bufferOf("cde");
        source.consume(1);

        assertThatThrownBy(() -> buffer.appendFrom(source, 3)).isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(text(buffer)).isEqualTo("ab");
        assertThat(text(source)).isEqualTo("de");
    }

    @Test
    void aBufferIsNotAppendedToItself() {
        Buffer buffer = bufferOf("ab");

        assertThatThrownBy(() -> buffer.appendFrom(buffer, 1)).isInstanceOf(IllegalArgumentException.class);

        assertThat(text(buffer)).isEqualTo("ab");
    }

    @Test
    void consumingDropsTheFirstBytes() {
        Buffer buffer = bufferOf("abcde");

        buffer.consume(2);

        assertThat(text(buffer)).isEqualTo("cde");
        assertThat(buffer.get(0)).isEqualTo((byte) 'c');
    }

    @Test
    void moreThanIsReadableCannotBeConsumed() {
        Buffer buffer = bufferOf("abc");

        assertThatThrownBy(() -> buffer.consume(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.consume(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(text(buffer)).isEqualTo("abc");
    }

    @Test
    void clearingLeavesNothing() {
        Buffer buffer = bufferOf("abc");

        buffer.clear();

        assertThat(buffer.isEmpty()).isTrue();
    }

    // Growing

    @Test
    void itGrowsAndLosesNothing() {
        Buffer buffer = new Buffer(MAX);
        StringBuilder all = new StringBuilder();
        for (int i = 0; all.length() < 50_000; i++) {
            buffer.appendLatin1(i + ",");
            all.append(i).append(',');
        }

        assertThat(text(buffer)).isEqualTo(all.toString());
    }

    @Test
    void itGrowsToTwiceItsSizeSoThatFewBytesAreCopied() {
        Buffer buffer = new Buffer(16 * 1024 * 1024);
        int growths = 0;
        int capacity = 0;
        for (int i = 0; i < 8 * 1024 * 1024 / 1024; i++) {
            buffer.append(new byte[1024]);
            if (buffer.capacity() != capacity) {
                growths++;
                capacity = buffer.capacity();
            }
        }

        assertThat(growths).as("growths on the way to 8 MiB in steps of 1 KiB").isLessThan(30);
    }

    @Test
    void bytesSlideToTheFrontBeforeTheArrayGrows() {
        Buffer buffer = new Buffer(MAX);
        buffer.append(new byte[4096]);
        int capacity = buffer.capacity();
        for (int i = 0; i < 1000; i++) {
            buffer.consume(100);
            buffer.append(new byte[100]);
        }

        assertThat(buffer.capacity())
                .as("capacity, when never more than 4,096 bytes were readable")
                .isEqualTo(capacity);
    }

    @Test
    void slidingKeepsTheBytes() {
        Buffer buffer = new Buffer(8);
        buffer.appendLatin1("abcdefgh");
        buffer.consume(6);

        buffer.appendLatin1("ijklmn");

        assertThat(text(buffer)).isEqualTo("ghijklmn");
    }

    @Test
    void itNeverHoldsMoreThanItsMaximum() {
        Buffer buffer = new Buffer(10);
        buffer.append(new byte[9]);

        assertThatThrownBy(() -> buffer.append(new byte[2]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10");
        assertThat(buffer.readableBytes()).as("all or nothing is appended").isEqualTo(9);
        assertThatCode(() -> buffer.append(new byte[1])).doesNotThrowAnyException();
        assertThat(buffer.isFull()).isTrue();
        assertThatThrownBy(() -> buffer.append((byte) 'x')).isInstanceOf(IllegalStateException.class);
        assertThat(buffer.capacity()).isLessThanOrEqualTo(10);
    }

    @Test
    void aHugeMaximumCostsNothingBeforeItIsUsed() {
        Buffer buffer = new Buffer(Integer.MAX_VALUE);
        buffer.appendLatin1("a");

        assertThat(buffer.capacity()).isLessThan(MAX);
    }

    @Test
    void releaseGivesTheStorageBackOnceNothingIsReadable() {
        Buffer buffer = bufferOf("abc");

        buffer.release();
        assertThat(text(buffer)).as("readable bytes are kept").isEqualTo("abc");

        buffer.clear();
        buffer.release();
        assertThat(buffer.capacity()).isZero();
        buffer.appendLatin1("again");
        assertThat(text(buffer)).isEqualTo("again");
    }

    // Looking

    @Test
    void getRefusesWhatIsNotReadable() {
        Buffer buffer = bufferOf("abc");
        buffer.consume(1);

        assertThat(buffer.get(1)).isEqualTo((byte) 'c');
        assertThatThrownBy(() -> buffer.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void indexOfFindsTheFirstFromAGivenIndex() {
        Buffer buffer = bufferOf("xab-ab");
        buffer.consume(1);

        assertThat(buffer.indexOf((byte) 'b', 0)).isEqualTo(1);
        assertThat(buffer.indexOf((byte) 'b', 1)).isEqualTo(1);
        assertThat(buffer.indexOf((byte) 'b', 2)).isEqualTo(4);
        assertThat(buffer.indexOf((byte) 'b', 5)).isEqualTo(-1);
        assertThat(buffer.indexOf((byte) 'x', 0)).as("consumed bytes are gone").isEqualTo(-1);
        assertThatThrownBy(() -> buffer.indexOf((byte) 'b', 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void indexOfDoesNotFindWhatWasConsumedOrLiesBehindTheReadableBytes() {
        Buffer buffer = bufferOf("aaaa");
        buffer.consume(3);
        buffer.consume(1);
        buffer.appendLatin1("b");

        assertThat(buffer.indexOf((byte) 'a', 0)).isEqualTo(-1);
    }

    @Test
    void bytesAreCopiedOutWithoutBeingConsumed() {
        Buffer buffer = bufferOf("xabcd");
        buffer.consume(1);
        byte[] target = bytes("------");

        buffer.copyTo(1, target, 2, 3);

        assertThat(new String(target, StandardCharsets.ISO_8859_1)).isEqualTo("--bcd-");
        assertThat(text(buffer)).isEqualTo("abcd");
        assertThatThrownBy(() -> buffer.copyTo(2, target, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void latin1IsAPartOfTheReadableBytes() {
        Buffer buffer = bufferOf("xabcd");
        buffer.consume(1);

        assertThat(buffer.latin1(1, 2)).isEqualTo("bc");
    }

    @Test
    void latin1RefusesWhatIsNotReadable() {
        assertThatThrownBy(() -> bufferOf("abc").latin1(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    // Reading from a channel

    @Test
    void aReadAppendsWhatTheChannelHas() throws IOException {
        Buffer buffer = bufferOf("ab");

        int count = buffer.readFrom(ScriptedChannel.delivering("cde"));

        assertThat(count).isEqualTo(3);
        assertThat(text(buffer)).isEqualTo("abcde");
    }

    @Test
    void theEndOfTheStreamIsMinusOneAndChangesNothing() throws IOException {
        Buffer buffer = bufferOf("ab");

        assertThat(buffer.readFrom(ScriptedChannel.delivering(""))).isEqualTo(-1);
        assertThat(text(buffer)).isEqualTo("ab");
    }

    @Test
    void aReadThatWouldBlockIsZero() throws IOException {
        Pipe pipe = Pipe.open();
        Pipe.SinkChannel sink = pipe.sink();
        try (Pipe.SourceChannel source = pipe.source()) {
            source.configureBlocking(false);
            Buffer buffer = new Buffer(MAX);

            assertThat(buffer.readFrom(source)).isZero();
            sink.write(ByteBuffer.wrap(bytes("abc")));
            assertThat(buffer.readFrom(source)).isEqualTo(3);
            sink.close();
            assertThat(buffer.readFrom(source)).isEqualTo(-1);
            assertThat(text(buffer)).isEqualTo("abc");
        }
    }

    @Test
    void aReadThatFailsChangesNothing() {
        Buffer buffer = bufferOf("ab");

        assertThatThrownBy(() -> buffer.readFrom(ScriptedChannel.delivering("c").failing()))
                .isInstanceOf(IOException.class);
        assertThat(text(buffer)).isEqualTo("ab");
    }

    @Test
    void aReadAsksForNoMoreThanTheMaximumLeaves() throws IOException {
        Buffer buffer = new Buffer(10);
        buffer.appendLatin1("abcdef");
        buffer.consume(2);
        ScriptedChannel channel = ScriptedChannel.delivering("0123456789");

        assertThat(buffer.readFrom(channel)).isEqualTo(6);

        assertThat(text(buffer)).isEqualTo("cdef012345");
        assertThat(buffer.isFull()).isTrue();
    }

    @Test
    void aReadIntoAFullBufferIsAMistakeOfItsOwner() {
        Buffer buffer = new Buffer(3);
        buffer.appendLatin1("abc");

        assertThatThrownBy(() -> buffer.readFrom(ScriptedChannel.delivering("d")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3");
    }

    @Test
    void aReadIsNeverLargerThanTheCap() throws IOException {
        Buffer buffer = new Buffer(10 * Buffer.MAX_TRANSFER_BYTES);
        buffer.append(new byte[5 * Buffer.MAX_TRANSFER_BYTES]);
        buffer.clear();
        ScriptedChannel channel = new ScriptedChannel(new byte[5 * Buffer.MAX_TRANSFER_BYTES]);

        buffer.readFrom(channel);

        assertThat(channel.bytesAskedFor()).isEqualTo(Buffer.MAX_TRANSFER_BYTES);
    }

    @Test
    void aReadMakesRoomInsteadOfAskingForAHandfulOfBytes() throws IOException {
        Buffer buffer = new Buffer(MAX);
        buffer.append(new byte[4096]);
        buffer.consume(1);
        ScriptedChannel channel = ScriptedChannel.delivering("a");

        buffer.readFrom(channel);

        assertThat(channel.bytesAskedFor()).isGreaterThanOrEqualTo(1024);
    }

    // Writing to a channel

    @Test
    void aWriteConsumesWhatTheChannelTook() throws IOException {
        Buffer buffer = bufferOf("abcde");
        ScriptedChannel channel = ScriptedChannel.taking().inPiecesOf(2);

        assertThat(buffer.writeTo(channel)).isEqualTo(2);
        assertThat(text(buffer)).isEqualTo("cde");
        assertThat(buffer.writeTo(channel)).isEqualTo(2);
        assertThat(buffer.writeTo(channel)).isEqualTo(1);
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(channel.taken()).isEqualTo("abcde");
    }

    @Test
    void aWriteThatWouldBlockConsumesNothing() throws IOException {
        Buffer buffer = bufferOf("abc");

        assertThat(buffer.writeTo(ScriptedChannel.taking().inPiecesOf(0))).isZero();
        assertThat(text(buffer)).isEqualTo("abc");
    }

    @Test
    void aWriteThatFailsConsumesNothing() {
        Buffer buffer = bufferOf("abc");

        assertThatThrownBy(() -> buffer.writeTo(ScriptedChannel.taking().failing()))
                .isInstanceOf(IOException.class);
        assertThat(text(buffer)).isEqualTo("abc");
    }

    @Test
    void aWriteIsNeverLargerThanTheCap() throws IOException {
        Buffer buffer = new Buffer(10 * Buffer.MAX_TRANSFER_BYTES);
        buffer.append(new byte[5 * Buffer.MAX_TRANSFER_BYTES]);
        ScriptedChannel channel = ScriptedChannel.taking();

        assertThat(buffer.writeTo(channel)).isEqualTo(Buffer.MAX_TRANSFER_BYTES);
        assertThat(channel.bytesAskedFor()).isEqualTo(Buffer.MAX_TRANSFER_BYTES);
        assertThat(buffer.readableBytes()).isEqualTo(4 * Buffer.MAX_TRANSFER_BYTES);
    }

    @Test
    void aGatheringWriteSendsTheTailBehindTheReadableBytes() throws IOException {
        Buffer buffer = bufferOf("head ");
        ByteBuffer tail = ByteBuffer.wrap(bytes("tail"));
        ScriptedChannel channel = ScriptedChannel.taking();

        assertThat(buffer.writeTo(channel, tail)).isEqualTo(9);

        assertThat(channel.taken()).isEqualTo("head tail");
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(tail.hasRemaining()).isFalse();
    }

    @Test
    void aGatheringWriteConsumesOfEachWhatTheChannelTook() throws IOException {
        Buffer buffer = bufferOf("head ");
        ByteBuffer tail = ByteBuffer.wrap(bytes("tail"));
        ScriptedChannel channel = ScriptedChannel.taking().inPiecesOf(3);

        assertThat(buffer.writeTo(channel, tail)).isEqualTo(3);
        assertThat(text(buffer)).isEqualTo("d ");
        assertThat(tail.remaining()).isEqualTo(4);
        assertThat(buffer.writeTo(channel, tail)).isEqualTo(3);
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(tail.remaining()).isEqualTo(3);
        assertThat(buffer.writeTo(channel, tail)).isEqualTo(3);
        assertThat(channel.taken()).isEqualTo("head tail");
    }

    @Test
    void aLargeTailIsCappedAndKeepsItsEnd() throws IOException {
        Buffer buffer = bufferOf("head");
        ByteBuffer tail = ByteBuffer.allocate(3 * Buffer.MAX_TRANSFER_BYTES);
        ScriptedChannel channel = ScriptedChannel.taking();

        buffer.writeTo(channel, tail);

        assertThat(channel.bytesAskedFor()).isLessThanOrEqualTo(2 * Buffer.MAX_TRANSFER_BYTES);
        assertThat(tail.remaining()).isEqualTo(2 * Buffer.MAX_TRANSFER_BYTES);
    }

    @Test
    void aTailDoesNotOvertakeReadableBytesThatDoNotFitInOneWrite() throws IOException {
        Buffer buffer = new Buffer(2 * Buffer.MAX_TRANSFER_BYTES);
        buffer.append("a".repeat(Buffer.MAX_TRANSFER_BYTES + 1).getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer tail = ByteBuffer.wrap(bytes("b"));
        ScriptedChannel channel = ScriptedChannel.taking();

        long written = 0;
        while (!buffer.isEmpty() || tail.hasRemaining()) {
            written += buffer.writeTo(channel, tail);
        }

        assertThat(channel.taken()).endsWith("ab").doesNotContain("ba");
        assertThat(written).isEqualTo(Buffer.MAX_TRANSFER_BYTES + 2);
    }

    // Helpers

    private static Buffer bufferOf(String text) {
        Buffer buffer = new Buffer(MAX);
        buffer.appendLatin1(text);
        return buffer;
    }

    private static String text(Buffer buffer) {
        return buffer.latin1(0, buffer.readableBytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
