package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import lkg.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("step-2")
class SourceTest {

    @Test
    void aSourceThatDoesNotCareGoesOnWhenTheClientHasLeftOrTheServerIsToStop() {
        Source source = new Source() {
            @Override
            public Next pull(Buffer out, int most) {
                return Next.END;
            }

            @Override
            public void close() {}
        };

        source.onShutdown();
        assertThat(source.onClientLeft()).as("whether it goes on").isTrue();
    }
}
