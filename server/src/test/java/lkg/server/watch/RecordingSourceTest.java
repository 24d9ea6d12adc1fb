package lkg.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import lkg.buffer.Buffer;
import lkg.http.Source;
import org.junit.jupiter.api.Test;

/** A recording that is sent piece by piece. */
class RecordingSourceTest {

    private final EventRing ring = new EventRing(1_000);
    private final Buffer out = new Buffer(64 * 1024);

    @Test
    void whoReadsSlowlyIsToldWhatWasLostMeanwhile() {
        addEvents(200);
        RecordingSource source = new RecordingSource(ring, "{\"events\":[]}", 1, 200);
        source.pull(out, 100);

        addEvents(1_000);
        while (source.pull(out, 100) == Source.Next.MORE) {
            // Until its end.
        }

        assertThat(out.latin1(0, out.readableBytes()))
                .startsWith("{\"events\":[{\"n\":1,")
                .contains("{\"n\":100,", "{\"kind\":\"dropped\",\"n\":456,", "\"count\":356}")
                .endsWith("}]}");
    }

    private void addEvents(int count) {
        for (int i = 0; i < count; i++) {
            ring.add(Kind.TURN, new Fields());
        }
    }
}
