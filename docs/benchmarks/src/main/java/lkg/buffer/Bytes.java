package lkg.buffer;

import java.io.IOException;

/** What a connection does with its buffer, the same for all that are compared. */
interface Bytes {

    /** Reads once from {@code channel}. */
    void receive(ChannelInMemory channel) throws IOException;

    int readableBytes();

    /** The index of the first LF at or behind {@code from}, or -1. */
    int indexOfLf(int from);

    byte get(int index);

    /** Takes so many bytes off the front, as a string. */
    String take(int length) throws IOException;

    void skip(int length) throws IOException;

    void append(byte[] bytes);

    /** Writes once to {@code channel}. */
    void send(ChannelInMemory channel) throws IOException;
}
