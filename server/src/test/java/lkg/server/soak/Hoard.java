package lkg.server.soak;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes all descriptors of the process, and each one that becomes free, until it is released. */
final class Hoard {

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<InputStream> held = new ArrayList<>();
    private final Thread thread = new Thread(this::takeUntilTheEnd, "soak-hoard");

    Hoard() {
        take();
        thread.start();
    }

    private void takeUntilTheEnd() {
        try {
            while (!end.await(2, TimeUnit.MILLISECONDS)) {
                take();
            }
            for (InputStream each : held) {
                each.close();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take() {
        try {
            while (true) {
                held.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            // That was the last one.
        }
    }

    /** Returns when all have been given back. */
    void release() throws InterruptedException {
        end.countDown();
        thread.join();
    }
}
