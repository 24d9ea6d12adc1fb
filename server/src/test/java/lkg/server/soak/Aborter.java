package lkg.server.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Sends some of a request, maybe reads some of the response, and resets the connection. */
final class Aborter implements Nuisance {

    private final Random random;
    private int step;

    Aborter(Random random) {
        this.random = random;
    }

    @Override
    public Optional<Duration> step(Wire wire) throws IOException {
        switch (step++) {
            case 0 -> {
                byte[] request = Requests.any(Requests.ofEachKind(), random).bytes();
                int count = random.nextBoolean() ? request.length : random.nextInt(request.length);
                wire.send(Arrays.copyOf(request, count), 0);
            }
            case 1 -> wire.receive(1 + random.nextInt(100_000));
            default -> {
                wire.reset();
                return LEAVES;
            }
        }
        return Optional.of(Duration.ofMillis(random.nextInt(300)));
    }
}
