package lkg.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BufferTest {

    private static final int MAX = 100_000;

    // Bytes in and out

    @Test
    @Tag("step-1")
    void aNewBufferIsEmpty() {
        Buffer buffer = new Buffer(MAX);

        assertThat(buffer.isEmpty()).as("a new buffer is empty").isTrue();
        assertThat(buffer.readableBytes()).as("readable bytes of a new buffer").isZero();
    }

    @Test
    @Tag("step-1")
    void whatIsAppendedComesOutInOrder() {
        Buffer buffer = new Buffer(MAX);
        buffer.append(bytes("ab"));
        buffer.append(bytes("xcdx"), 1, 2);
        buffer.appendLatin1("e\u00ff");
        buffer.append((byte) 'f');

        assertThat(text(buffer))
                .as("bytes ab, two bytes of xcdx from index 1, text e\u00ff, and one byte f")
                .isEqualTo("abcde\u00fff");
        assertThat(buffer.readableBytes()).as("readable bytes").isEqualTo(7);
        assertThat(buffer.isEmpty()).as("empty").isFalse();
    }

    @Test
    @Tag("step-1")
    void consumingDropsTheFirstBytes() {
        Buffer buffer = bufferOf("abcde");

        buffer.consume(2);

        assertThat(text(buffer)).as("abcde, and 2 bytes consumed").isEqualTo("cde");
        assertThat(buffer.readableBytes()).as("readable bytes").isEqualTo(3);
    }

    @Test
    @Tag("step-1")
    void appendingGoesOnBehindWhatIsLeft() {
        Buffer buffer = bufferOf("abc");
        buffer.consume(2);
        buffer.appendLatin1("de");
        assertThat(text(buffer)).as("abc, 2 consumed, then de appended").isEqualTo("cde");

        buffer.consume(3);
        assertThat(buffer.isEmpty()).as("empty, when all is consumed").isTrue();
        buffer.appendLatin1("f");
        assertThat(text(buffer)).as("f, appended when all was consumed").isEqualTo("f");
    }

    @Test
    @Tag("step-1")
    void clearingLeavesNothing() {
        Buffer buffer = bufferOf("abc");

        buffer.clear();

        assertThat(buffer.isEmpty()).as("empty, when it is cleared").isTrue();
        buffer.appendLatin1("d");
        assertThat(text(buffer)).as("d, appended when it was cleared").isEqualTo("d");
    }

    @Test
    @Tag("step-1")
    void latin1IsAPartOfTheReadableBytes() {
        Buffer buffer = bufferOf("xabcd");
        buffer.consume(1);

        assertThat(buffer.latin1(1, 2))
                .as("2 bytes from index 1 of abcd, behind a consumed x")
                .isEqualTo("bc");
        assertThat(buffer.latin1(4, 0)).as("no bytes from the end").isEmpty();
    }

    // Looking

    @Test
    @Tag("step-2")
    void getReturnsAReadableByte() {
        Buffer buffer = bufferOf("abc");
        buffer.consume(1);

        assertThat((char) buffer.get(0)).as("get(0) of bc, behind a consumed a").isEqualTo('b');
        assertThat((char) buffer.get(1)).as("get(1) of bc").isEqualTo('c');
    }

    @Test
    @Tag("step-2")
    void getRefusesWhatIsNotReadable() {
        Buffer buffer = bufferOf("abc");
        buffer.consume(1);

        assertOutOfBounds(() -> buffer.get(2), "get(2) of bc");
        assertOutOfBounds(() -> buffer.get(-1), "get(-1) of bc, where a was consumed");
    }

    @Test
    @Tag("step-2")
    void indexOfFindsTheFirstFromAGivenIndex() {
        Buffer buffer = bufferOf("xab-ab");
        buffer.consume(1);

        assertThat(buffer.indexOf((byte) 'b', 0)).as("b in ab-ab from 0").isEqualTo(1);
        assertThat(buffer.indexOf((byte) 'b', 1)).as("b in ab-ab from 1").isEqualTo(1);
        assertThat(buffer.indexOf((byte) 'b', 2)).as("b in ab-ab from 2").isEqualTo(4);
        assertThat(buffer.indexOf((byte) 'b', 5))
                .as("b in ab-ab from 5, its end")
                .isEqualTo(-1);
        assertThat(buffer.indexOf((byte) 'x', 0))
                .as("x in ab-ab, behind a consumed x")
                .isEqualTo(-1);
    }

    @Test
    @Tag("step-2")
    void indexOfRefusesToBeginBehindTheReadableBytes() {
        Buffer buffer = bufferOf("xab");
        buffer.consume(1);

        assertOutOfBounds(() -> buffer.indexOf((byte) 'b', 3), "indexOf in ab from 3");
        assertOutOfBounds(() -> buffer.indexOf((byte) 'b', -1), "indexOf in ab from -1");
    }

    @Test
    @Tag("step-2")
    void indexOfDoesNotFindWhatWasConsumedOrLiesBehindTheReadableBytes() {
        Buffer buffer = bufferOf("aaaa");
        buffer.consume(3);
        buffer.consume(1);
        buffer.appendLatin1("b");

        assertThat(buffer.indexOf((byte) 'a', 0))
                .as("a in b, where aaaa was consumed before")
                .isEqualTo(-1);
    }

    @Test
    @Tag("step-2")
    void bytesAreCopiedOutWithoutBeingConsumed() {
        Buffer buffer = bufferOf("xabcd");
        buffer.consume(1);
        byte[] target = bytes("------");

        buffer.copyTo(1, target, 2, 3);

        assertThat(new String(target, StandardCharsets.ISO_8859_1))
                .as("3 bytes of abcd from index 1, copied to index 2 of ------")
                .isEqualTo("--bcd-");
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("abcd");
    }

    @Test
    @Tag("step-2")
    void moreThanIsReadableCannotBeCopiedOrConsumed() {
        Buffer buffer = bufferOf("xabc");
        buffer.consume(1);

        assertOutOfBounds(() -> buffer.latin1(1, 3), "latin1(1, 3) of abc");
        assertOutOfBounds(() -> buffer.latin1(-1, 1), "latin1(-1, 1) of abc, where x was consumed");
        assertOutOfBounds(() -> buffer.copyTo(1, new byte[9], 0, 3), "copyTo of 3 bytes from 1 of abc");
        assertOutOfBounds(() -> buffer.consume(4), "consume(4) of abc");
        assertOutOfBounds(() -> buffer.consume(-1), "consume(-1) of abc, where x was consumed");
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("abc");
    }

    @Test
    @Tag("step-2")
    void appendRefusesBytesThatItsArgumentDoesNotHave() {
        Buffer buffer = bufferOf("ab");

        assertOutOfBounds(() -> buffer.append(bytes("xyz"), 2, 2), "append of 2 bytes of xyz from 2");
        assertOutOfBounds(() -> buffer.append(bytes("xyz"), -1, 2), "append of 2 bytes of xyz from -1");
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("ab");
    }

    // Growing and sliding

    @Test
    @Tag("step-3")
    void aNewBufferHoldsNoStorage() {
        Buffer buffer = new Buffer(MAX);

        assertThat(buffer.capacity()).as("storage of a new buffer").isZero();
        buffer.append((byte) 'a');
        assertThat(buffer.capacity()).as("storage, when one byte was appended").isPositive();
    }

    @Test
    @Tag("step-3")
    void itGrowsAndLosesNothing() {
        Buffer buffer = new Buffer(MAX);
        StringBuilder all = new StringBuilder();
        for (int i = 0; all.length() < 50_000; i++) {
            buffer.appendLatin1(i + ",");
            all.append(i).append(',');
        }

        assertSame(text(buffer), all.toString(), "50,000 bytes, appended a number at a time: 0,1,2,...");
    }

    @Test
    @Tag("step-3")
    void itGrowsWhenSlidingIsNotEnough() {
        Buffer buffer = new Buffer(MAX);
        buffer.append(new byte[4096]);
        buffer.consume(4096 - 3);

        buffer.appendLatin1("a".repeat(4999) + "b");

        assertThat(buffer.readableBytes())
                .as("readable bytes: 3 of 4,096, and 5,000 more")
                .isEqualTo(5003);
        assertThat(buffer.latin1(5002, 1))
                .as("the last of 5,000 bytes, appended to 3 of 4,096")
                .isEqualTo("b");
    }

    @Test
    @Tag("step-3")
    void itGrowsToTwiceItsSizeSoThatFewBytesAreCopied() {
        Buffer buffer = new Buffer(2 * 1024 * 1024);
        int growths = 0;
        int capacity = 0;
        for (int i = 0; i < 1024; i++) {
            buffer.append(new byte[1024]);
            if (buffer.capacity() != capacity) {
                growths++;
                capacity = buffer.capacity();
            }
        }

        assertThat(growths).as("growths on the way to 1 MiB in steps of 1 KiB").isLessThan(30);
    }

    @Test
    @Tag("step-3")
    void bytesSlideToTheFrontBeforeTheArrayGrows() {
        Buffer buffer = new Buffer(MAX);
        buffer.append(new byte[4096]);
        int capacity = buffer.capacity();
        for (int i = 0; i < 1000; i++) {
            buffer.consume(100);
            buffer.append(new byte[100]);
        }

        assertThat(buffer.capacity())
                .as("storage, when never more than 4,096 bytes were readable")
                .isEqualTo(capacity);
    }

    @Test
    @Tag("step-3")
    void slidingKeepsTheBytes() {
        Buffer buffer = new Buffer(8);
        buffer.appendLatin1("abcdefgh");
        buffer.consume(6);

        buffer.appendLatin1("ijklmn");

        assertThat(text(buffer))
                .as("abcdefgh in a buffer of at most 8, 6 consumed, then ijklmn appended")
                .isEqualTo("ghijklmn");
    }

    // A maximum

    @Test
    @Tag("step-4")
    void aMaximumBelowOneIsRefused() {
        assertThatThrownBy(() -> new Buffer(0), "new Buffer(0)").isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Buffer(-1), "new Buffer(-1)").isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("step-4")
    void itNeverHoldsMoreThanItsMaximum() {
        Buffer buffer = new Buffer(10);
        buffer.append(new byte[9]);

        assertNoRoom(() -> buffer.append(new byte[2]), "2 bytes more than 9 of at most 10");
        assertThat(buffer.readableBytes())
                .as("readable bytes: all or none are appended")
                .isEqualTo(9);
        assertThat(buffer.isFull()).as("full, with 9 of 10").isFalse();
        assertThatCode(() -> buffer.append(new byte[1]))
                .as("the tenth byte of at most 10")
                .doesNotThrowAnyException();
        assertThat(buffer.isFull()).as("full, with 10 of 10").isTrue();
        assertNoRoom(() -> buffer.append((byte) 'x'), "one byte more than 10 of at most 10");
        assertNoRoom(() -> buffer.appendLatin1("x"), "one character more than 10 of at most 10");
        assertThat(buffer.capacity()).as("storage").isLessThanOrEqualTo(10);
        assertThat(buffer.maxCapacity()).as("maximum").isEqualTo(10);
    }

    @Test
    @Tag("step-4")
    void theMaximumIsOfReadableBytes() {
        Buffer buffer = new Buffer(10);
        buffer.append(new byte[10]);

        buffer.consume(4);

        assertThat(buffer.isFull()).as("full, with 4 of 10 consumed").isFalse();
        assertThatCode(() -> buffer.append(new byte[4]))
                .as("4 bytes more, when 4 of 10 were consumed")
                .doesNotThrowAnyException();
        assertNoRoom(() -> buffer.append(new byte[1]), "one byte more than 10 of at most 10");
    }

    @Test
    @Tag("step-4")
    void aHugeMaximumCostsNothingBeforeItIsUsed() {
        Buffer buffer = new Buffer(Integer.MAX_VALUE);
        buffer.appendLatin1("a");

        assertThat(buffer.capacity())
                .as("storage for one byte, with a maximum of 2 GiB")
                .isLessThanOrEqualTo(64 * 1024);
    }

    // Reading from a channel

    @Test
    @Tag("step-5")
    void aReadAppendsWhatTheChannelHas() throws IOException {
        Buffer buffer = bufferOf("ab");

        int count = buffer.readFrom(ScriptedChannel.delivering("cde"));

        assertThat(count).as("bytes read").isEqualTo(3);
        assertThat(text(buffer)).as("ab, and cde read").isEqualTo("abcde");
    }

    @Test
    @Tag("step-5")
    void readsGoOnBehindOneAnother() throws IOException {
        Buffer buffer = new Buffer(MAX);
        ScriptedChannel channel = ScriptedChannel.delivering("abcde").inPiecesOf(2);

        assertThat(buffer.readFrom(channel)).as("first read").isEqualTo(2);
        buffer.consume(1);
        assertThat(buffer.readFrom(channel)).as("second read").isEqualTo(2);
        assertThat(buffer.readFrom(channel)).as("third read").isEqualTo(1);
        assertThat(text(buffer)).as("ab, cd and e read, a consumed").isEqualTo("bcde");
    }

    @Test
    @Tag("step-5")
    void aReadAfterTheArrayHasGrownIsNotLost() throws IOException {
        Buffer buffer = new Buffer(MAX);
        buffer.append((byte) 'a');
        buffer.append(new byte[10_000]);

        buffer.readFrom(ScriptedChannel.delivering("bcd"));

        assertThat(buffer.latin1(10_001, 3))
                .as("bcd, read behind 1 byte and 10,000 bytes that made the array grow")
                .isEqualTo("bcd");
    }

    @Test
    @Tag("step-5")
    void theEndOfTheStreamIsMinusOneAndChangesNothing() throws IOException {
        Buffer buffer = bufferOf("ab");

        assertThat(buffer.readFrom(ScriptedChannel.delivering("")))
                .as("read at the end of the stream")
                .isEqualTo(-1);
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("ab");
    }

    @Test
    @Tag("step-5")
    void aReadThatWouldBlockIsZero() throws IOException {
        Pipe pipe = Pipe.open();
        Pipe.SinkChannel sink = pipe.sink();
        try (Pipe.SourceChannel source = pipe.source()) {
            source.configureBlocking(false);
            Buffer buffer = new Buffer(MAX);

            assertThat(buffer.readFrom(source)).as("read of an empty pipe").isZero();
            sink.write(ByteBuffer.wrap(bytes("abc")));
            assertThat(buffer.readFrom(source)).as("read of a pipe with abc").isEqualTo(3);
            sink.close();
            assertThat(buffer.readFrom(source)).as("read of a pipe that ended").isEqualTo(-1);
            assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("abc");
        }
    }

    @Test
    @Tag("step-5")
    void aReadThatFailsChangesNothing() {
        Buffer buffer = bufferOf("ab");

        assertThatThrownBy(
                        () -> buffer.readFrom(ScriptedChannel.delivering("c").failing()),
                        "read of a channel that fails")
                .isInstanceOf(IOException.class);
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("ab");
    }

    @Test
    @Tag("step-5")
    void aReadAsksForNoMoreThanTheMaximumLeaves() throws IOException {
        Buffer buffer = new Buffer(10);
        buffer.appendLatin1("abcdef");
        buffer.consume(2);
        ScriptedChannel channel = ScriptedChannel.delivering("0123456789");

        assertThat(buffer.readFrom(channel))
                .as("bytes read of 10, with 4 of at most 10 readable")
                .isEqualTo(6);

        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("cdef012345");
        assertThat(buffer.isFull()).as("full").isTrue();
    }

    @Test
    @Tag("step-5")
    void aReadIntoAFullBufferIsAMistakeOfItsOwner() {
        Buffer buffer = new Buffer(3);
        buffer.appendLatin1("abc");
        ScriptedChannel channel = ScriptedChannel.delivering("d");

        assertNoRoom(() -> buffer.readFrom(channel), "a read into 3 of at most 3");
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("abc");
    }

    @Test
    @Tag("step-5")
    void aReadIsNeverLargerThanTheCap() throws IOException {
        Buffer buffer = new Buffer(10 * Buffer.MAX_TRANSFER_BYTES);
        buffer.append(new byte[5 * Buffer.MAX_TRANSFER_BYTES]);
        buffer.clear();
        ScriptedChannel channel = new ScriptedChannel(new byte[5 * Buffer.MAX_TRANSFER_BYTES]);

        buffer.readFrom(channel);

        assertThat(channel.bytesAskedFor())
                .as("bytes asked for, with room for 5 times MAX_TRANSFER_BYTES")
                .isEqualTo(Buffer.MAX_TRANSFER_BYTES);
    }

    @Test
    @Tag("step-5")
    void aReadMakesRoomInsteadOfAskingForAHandfulOfBytes() throws IOException {
        Buffer buffer = new Buffer(MAX);
        buffer.append(new byte[4096]);
        buffer.consume(1);
        ScriptedChannel channel = ScriptedChannel.delivering("a");

        buffer.readFrom(channel);

        assertThat(channel.bytesAskedFor())
                .as("bytes asked for, where storage of 4,096 has hardly any left")
                .isGreaterThanOrEqualTo(1024);
    }

    // Writing to a channel

    @Test
    @Tag("step-6")
    void aWriteConsumesWhatTheChannelTook() throws IOException {
        Buffer buffer = bufferOf("xabcde");
        buffer.consume(1);
        ScriptedChannel channel = ScriptedChannel.taking().inPiecesOf(2);

        assertThat(buffer.writeTo(channel))
                .as("written of abcde to a channel that takes 2")
                .isEqualTo(2);
        assertThat(text(buffer)).as("left, when 2 of abcde were taken").isEqualTo("cde");
        assertThat(buffer.writeTo(channel)).as("written of cde").isEqualTo(2);
        assertThat(buffer.writeTo(channel)).as("written of e").isEqualTo(1);
        assertThat(buffer.isEmpty()).as("empty").isTrue();
        assertThat(channel.taken()).as("what the channel took").isEqualTo("abcde");
    }

    @Test
    @Tag("step-6")
    void aWriteThatWouldBlockConsumesNothing() throws IOException {
        Buffer buffer = bufferOf("abc");

        assertThat(buffer.writeTo(ScriptedChannel.taking().inPiecesOf(0)))
                .as("written to a channel that takes nothing now")
                .isZero();
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("abc");
    }

    @Test
    @Tag("step-6")
    void aWriteThatFailsConsumesNothing() {
        Buffer buffer = bufferOf("abc");

        assertThatThrownBy(() -> buffer.writeTo(ScriptedChannel.taking().failing()), "write to a channel that fails")
                .isInstanceOf(IOException.class);
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("abc");
    }

    @Test
    @Tag("step-6")
    void aWriteIsNeverLargerThanTheCap() throws IOException {
        Buffer buffer = new Buffer(10 * Buffer.MAX_TRANSFER_BYTES);
        buffer.append(new byte[5 * Buffer.MAX_TRANSFER_BYTES]);
        ScriptedChannel channel = ScriptedChannel.taking();

        assertThat(buffer.writeTo(channel))
                .as("written of 5 times MAX_TRANSFER_BYTES")
                .isEqualTo(Buffer.MAX_TRANSFER_BYTES);
        assertThat(channel.bytesAskedFor())
                .as("bytes offered of 5 times MAX_TRANSFER_BYTES")
                .isEqualTo(Buffer.MAX_TRANSFER_BYTES);
        assertThat(buffer.readableBytes())
                .as("readable bytes left of 5 times MAX_TRANSFER_BYTES")
                .isEqualTo(4 * Buffer.MAX_TRANSFER_BYTES);
    }

    @Test
    @Tag("step-6")
    void aGatheringWriteSendsTheTailBehindTheReadableBytes() throws IOException {
        Buffer buffer = bufferOf("head ");
        ByteBuffer tail = ByteBuffer.wrap(bytes("tail"));
        ScriptedChannel channel = ScriptedChannel.taking();

        assertThat(buffer.writeTo(channel, tail)).as("written of both").isEqualTo(9);

        assertThat(channel.taken()).as("what the channel took").isEqualTo("head tail");
        assertThat(channel.writes()).as("system calls").isEqualTo(1);
        assertThat(buffer.isEmpty()).as("the buffer is empty").isTrue();
        assertThat(tail.remaining()).as("bytes left of the tail").isZero();
    }

    @Test
    @Tag("step-6")
    void aGatheringWriteConsumesOfEachWhatTheChannelTook() throws IOException {
        Buffer buffer = bufferOf("xhead ");
        buffer.consume(1);
        ByteBuffer tail = ByteBuffer.wrap(bytes("tail"));
        ScriptedChannel channel = ScriptedChannel.taking().inPiecesOf(3);

        assertThat(buffer.writeTo(channel, tail)).as("written first").isEqualTo(3);
        assertThat(text(buffer))
                .as("left of the buffer, when 3 bytes of 'head ' were taken")
                .isEqualTo("d ");
        assertThat(tail.remaining()).as("left of the tail").isEqualTo(4);
        assertThat(buffer.writeTo(channel, tail)).as("written second").isEqualTo(3);
        assertThat(buffer.isEmpty())
                .as("the buffer is empty, when 6 bytes of 'head tail' were taken")
                .isTrue();
        assertThat(tail.remaining()).as("left of the tail").isEqualTo(3);
        assertThat(buffer.writeTo(channel, tail)).as("written third").isEqualTo(3);
        assertThat(channel.taken()).as("what the channel took").isEqualTo("head tail");
    }

    @Test
    @Tag("step-6")
    void aGatheringWriteThatFailsConsumesNothing() {
        Buffer buffer = bufferOf("head ");
        ByteBuffer tail = ByteBuffer.wrap(bytes("tail"));

        assertThatThrownBy(
                        () -> buffer.writeTo(ScriptedChannel.taking().failing(), tail), "write to a channel that fails")
                .isInstanceOf(IOException.class);
        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("head ");
        assertThat(tail.remaining()).as("bytes left of the tail").isEqualTo(4);
    }

    @Test
    @Tag("step-6")
    void aLargeTailIsCappedAndKeepsItsEnd() throws IOException {
        Buffer buffer = bufferOf("head");
        ByteBuffer tail = ByteBuffer.allocate(3 * Buffer.MAX_TRANSFER_BYTES);
        ScriptedChannel channel = ScriptedChannel.taking();

        buffer.writeTo(channel, tail);

        assertThat(channel.bytesAskedFor())
                .as("bytes offered: the head, and of the tail MAX_TRANSFER_BYTES")
                .isEqualTo(4 + Buffer.MAX_TRANSFER_BYTES);
        assertThat(tail.remaining())
                .as("bytes left of a tail of 3 times MAX_TRANSFER_BYTES")
                .isEqualTo(2 * Buffer.MAX_TRANSFER_BYTES);
        assertThat(tail.limit()).as("limit of the tail").isEqualTo(3 * Buffer.MAX_TRANSFER_BYTES);
    }

    @Test
    @Tag("step-6")
    void aTailIsSentWithReadableBytesThatJustFitInOneWrite() throws IOException {
        Buffer buffer = new Buffer(2 * Buffer.MAX_TRANSFER_BYTES);
        buffer.append(new byte[Buffer.MAX_TRANSFER_BYTES]);
        ByteBuffer tail = ByteBuffer.wrap(bytes("b"));

        assertThat(buffer.writeTo(ScriptedChannel.taking(), tail))
                .as("written: MAX_TRANSFER_BYTES, and a tail of 1 byte")
                .isEqualTo(Buffer.MAX_TRANSFER_BYTES + 1);
        assertThat(tail.remaining()).as("bytes left of the tail").isZero();
    }

    @Test
    @Tag("step-6")
    void aTailDoesNotOvertakeReadableBytesThatDoNotFitInOneWrite() throws IOException {
        Buffer buffer = new Buffer(2 * Buffer.MAX_TRANSFER_BYTES);
        buffer.appendLatin1("a".repeat(Buffer.MAX_TRANSFER_BYTES + 1));
        ByteBuffer tail = ByteBuffer.wrap(bytes("b"));
        ScriptedChannel channel = ScriptedChannel.taking();

        long written = 0;
        for (int writes = 0; writes < 3 && (!buffer.isEmpty() || tail.hasRemaining()); writes++) {
            written += buffer.writeTo(channel, tail);
        }

        assertThat(channel.taken().indexOf('b'))
                .as("where b is, the tail of MAX_TRANSFER_BYTES + 1 bytes")
                .isEqualTo(Buffer.MAX_TRANSFER_BYTES + 1);
        assertThat(written).as("written in up to three writes").isEqualTo(Buffer.MAX_TRANSFER_BYTES + 2);
    }

    @Test
    @Tag("step-6")
    void withAnEmptyTailAGatheringWriteIsAPlainOne() throws IOException {
        Buffer buffer = bufferOf("head");
        ScriptedChannel channel = ScriptedChannel.taking();

        assertThat(buffer.writeTo(channel, ByteBuffer.allocate(0)))
                .as("written of head and an empty tail")
                .isEqualTo(4);
        assertThat(channel.taken()).as("what the channel took").isEqualTo("head");
        assertThat(buffer.isEmpty()).as("the buffer is empty").isTrue();
    }

    // Moving and giving back

    @Test
    @Tag("step-7")
    void bytesMoveFromOneBufferToAnother() {
        Buffer buffer = bufferOf("ab");
        Buffer source = bufferOf("xcdef");
        source.consume(1);

        buffer.appendFrom(source, 2);

        assertThat(text(buffer))
                .as("ab, and 2 bytes moved from a buffer with cdef")
                .isEqualTo("abcd");
        assertThat(text(source)).as("what is left of cdef").isEqualTo("ef");
    }

    @Test
    @Tag("step-7")
    void moreThanASourceHoldsCannotBeMoved() {
        Buffer buffer = bufferOf("ab");
        Buffer source = bufferOf("cde");
        source.consume(1);

        assertOutOfBounds(() -> buffer.appendFrom(source, 3), "appendFrom of 3 bytes of de");

        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("ab");
        assertThat(text(source)).as("the source afterwards").isEqualTo("de");
    }

    @Test
    @Tag("step-7")
    void whatDoesNotFitStaysInTheSource() {
        Buffer buffer = new Buffer(3);
        buffer.appendLatin1("ab");
        Buffer source = bufferOf("cde");

        assertNoRoom(() -> buffer.appendFrom(source, 2), "2 bytes moved to 2 of at most 3");

        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("ab");
        assertThat(text(source)).as("the source afterwards").isEqualTo("cde");
    }

    @Test
    @Tag("step-7")
    void aBufferIsNotAppendedToItself() {
        Buffer buffer = bufferOf("ab");

        assertThatThrownBy(() -> buffer.appendFrom(buffer, 1), "appendFrom of itself")
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(text(buffer)).as("the buffer afterwards").isEqualTo("ab");
    }

    @Test
    @Tag("step-7")
    void releaseGivesTheStorageBackOnceNothingIsReadable() throws IOException {
        Buffer buffer = bufferOf("abc");

        buffer.release();
        assertThat(text(buffer)).as("readable bytes are kept by release").isEqualTo("abc");

        buffer.clear();
        buffer.release();
        assertThat(buffer.capacity())
                .as("storage, released when nothing was readable")
                .isZero();
        buffer.appendLatin1("again");
        assertThat(text(buffer)).as("appended after release").isEqualTo("again");

        buffer.consume(5);
        buffer.release();
        buffer.readFrom(ScriptedChannel.delivering("read"));
        assertThat(text(buffer)).as("read after release").isEqualTo("read");
    }

    @Test
    @Tag("step-7")
    void whatOneBufferGaveBackIsNotReadableInAnother() throws IOException {
        Buffer first = bufferOf("secret\n");
        first.clear();
        first.release();

        Buffer second = bufferOf("GET");

        assertThat(second.readableBytes())
                .as("readable bytes of another buffer")
                .isEqualTo(3);
        assertThat(second.indexOf((byte) '\n', 0))
                .as("a line's end, looked for behind GET")
                .isEqualTo(-1);
        assertOutOfBounds(() -> second.get(3), "the byte behind GET");
    }

    @Test
    @Tag("step-7")
    void buffersShareNoStorageEvenIfOneWasReleasedTwice() {
        Buffer released = bufferOf("abc");
        released.clear();
        released.release();
        released.release();

        Buffer second = bufferOf("def");
        Buffer third = bufferOf("ghi");
        released.appendLatin1("jkl");

        assertThat(List.of(text(second), text(third), text(released)))
                .as("what was appended to three buffers")
                .containsExactly("def", "ghi", "jkl");
    }

    @Test
    @Tag("step-7")
    void aBufferThatHasGrownSharesNoStorageWithTheNext() throws IOException {
        Buffer grown = bufferOf("a".repeat(3000));
        grown.appendLatin1("b".repeat(3000));

        Buffer next = bufferOf("c".repeat(3000));

        assertSame(text(grown), "a".repeat(3000) + "b".repeat(3000), "6,000 bytes, while another buffer is filled");
        assertSame(text(next), "c".repeat(3000), "the other buffer");
    }

    // Helpers

    private interface Operation {
        void run() throws Exception;
    }

    private static void assertOutOfBounds(Operation operation, String what) {
        assertThatThrownBy(operation::run, what).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertNoRoom(Operation operation, String what) {
        assertThatThrownBy(operation::run, what).isInstanceOf(IllegalStateException.class);
    }

    /** For long texts: shows where they begin to differ, and not the whole of them. */
    static void assertSame(String actual, String expected, String what) {
        int same = 0;
        while (same < Math.min(actual.length(), expected.length()) && actual.charAt(same) == expected.charAt(same)) {
            same++;
        }
        assertThat(actual.length() + " bytes, from " + same + ": " + excerpt(actual, same))
                .as(what)
                .isEqualTo(expected.length() + " bytes, from " + same + ": " + excerpt(expected, same));
    }

    private static String excerpt(String text, int from) {
        return text.substring(from, Math.min(from + 20, text.length()));
    }

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
