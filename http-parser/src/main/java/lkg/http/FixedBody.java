package lkg.http;

import lkg.buffer.Buffer;

/** A body whose length was announced (RFC 9112 §6.2). */
final class FixedBody implements BodyDecoder {

    private long bytesLeft;

    FixedBody(long length) {
        this.bytesLeft = length;
    }

    @Override
    public boolean decode(Buffer in, Sink sink) {
        bytesLeft -= sink.takeFrom(in, (int) Math.min(bytesLeft, in.readableBytes()));
        return bytesLeft == 0;
    }

    @Override
    public Headers trailers() {
        return Headers.empty();
    }
}
