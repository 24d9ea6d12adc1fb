package lkg.server.watch;

import lkg.buffer.Buffer;
import lkg.http.Body;
import lkg.http.HttpResponse;
import lkg.http.Source;

/** A large body, of which only the piece that is being sent exists. */
final class Zeros implements Source {

    static final int BYTES = 64 * 1024 * 1024;

    private static final byte[] PIECE = new byte[16 * 1024];

    private int bytesLeft = BYTES;

    private Zeros() {}

    static HttpResponse response() {
        return HttpResponse.of(200, "application/octet-stream", new Body.Pulled(wakeUp -> new Zeros(), BYTES));
    }

    @Override
    public Next pull(Buffer out, int most) {
        int count = Math.min(Math.min(most, PIECE.length), bytesLeft);
        out.append(PIECE, 0, count);
        bytesLeft -= count;
        return bytesLeft == 0 ? Next.END : Next.MORE;
    }

    @Override
    public void close() {}
}
