package lkg.http;

import lkg.buffer.Buffer;

/** Takes all bytes and keeps none. */
final class CountingSink implements BodyDecoder.Sink {

    private long count;

    long count() {
        return count;
    }

    @Override
    public int takeFrom(Buffer in, int most) {
        in.consume(most);
        count += most;
        return most;
    }
}
