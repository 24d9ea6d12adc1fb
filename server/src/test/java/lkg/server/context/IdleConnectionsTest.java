package lkg.server.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {

    private final List<String> asked = new ArrayList<>();
    private int added;
    private final IdleConnections idle = new IdleConnections(() -> added++);

    private final Runnable first = () -> asked.add("first");
    private final Runnable second = () -> asked.add("second");
    private final Runnable third = () -> asked.add("third");

    @Test
    void theOneThatHasWaitedLongestIsAskedFirstAndOnce() {
        idle.add(first);
        idle.add(second);
        idle.add(third);

        idle.closeLongest();
        idle.closeLongest();

        assertThat(asked).containsExactly("first", "second");
        assertThat(idle.size()).isEqualTo(1);
    }

    @Test
    void oneThatWasAskedKnowsIt() {
        idle.add(first);
        idle.add(second);
        idle.closeLongest();

        assertThat(idle.remove(first)).as("not asked").isFalse();
        assertThat(idle.remove(second)).as("not asked").isTrue();
    }

    @Test
    void oneThatHasARequestIsNotAsked() {
        idle.add(first);
        idle.add(second);
        idle.remove(first);

        idle.closeLongest();

        assertThat(asked).containsExactly("second");
    }

    @Test
    void withoutAnIdleConnectionNobodyIsAsked() {
        idle.closeLongest();

        assertThat(asked).isEmpty();
    }

    @Test
    void whoWaitsForRoomIsToldOfEachIdleConnection() {
        idle.add(first);
        idle.add(second);

        assertThat(added).isEqualTo(2);
    }
}
