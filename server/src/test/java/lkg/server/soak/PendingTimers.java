package lkg.server.soak;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import lkg.reactor.EventLoop;
import lkg.server.LkgServer;

/**
 * Counts the deadlines that are set in a server: {@code LkgServer.loops}, {@code EventLoopGroup.loops}, {@code
 * EventLoop.timers}. Nobody else needs them, so there is no method, and reflection looks them up. This works because the
 * process has all classes on its class path, where no module keeps its own to itself.
 */
final class PendingTimers {

    private PendingTimers() {}

    static long of(LkgServer server) throws Exception {
        long pending = 0;
        for (Object each : (List<?>) field(field(server, "loops"), "loops")) {
            EventLoop loop = (EventLoop) each;
            Object timers = field(loop, "timers");
            // Only the loop's thread may look at its timers.
            FutureTask<Object> size =
                    new FutureTask<>(() -> timers.getClass().getMethod("size").invoke(timers));
            loop.execute(size);
            pending += (int) size.get(10, TimeUnit.SECONDS);
        }
        return pending;
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
