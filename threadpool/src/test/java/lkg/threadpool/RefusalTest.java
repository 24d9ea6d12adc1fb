package lkg.threadpool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What our refusals say to whoever reads the log. Another pool may use other words. */
@Tag("inside")
class RefusalTest {

    @Test
    void aRefusalSaysWhy() throws Exception {
        ThreadPool pool = new ThreadPool("small", 1, 1);
        Gate gate = new Gate();
        pool.execute(gate);
        gate.awaitEntered();
        pool.execute(() -> {});

        assertThatThrownBy(() -> pool.execute(() -> {}), "one job too many")
                .hasMessage("the pool small is saturated: 1 jobs are waiting");
        pool.shutdownNow();
        assertThatThrownBy(() -> pool.execute(() -> {}), "a job after the end")
                .hasMessage("the pool small was shut down");
    }
}
