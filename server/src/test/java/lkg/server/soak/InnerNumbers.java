package lkg.server.soak;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lkg.reactor.EventLoop;
import lkg.server.LkgServer;
import lkg.server.ServerBuilder;
import lkg.server.Setting;

/**
 * Doors into the server that users do not have, by reflection. This works because the process has all classes on its
 * class path, where no module keeps its own to itself.
 */
final class InnerNumbers {

    private InnerNumbers() {}

    /** {@code LkgServer.loops}, {@code EventLoopGroup.loops}, {@code EventLoop.timers}: how many deadlines are set. */
    static long pendingTimers(LkgServer server) throws Exception {
        long pending = 0;
        for (Object each : (List<?>) field(field(server, "loops"), "loops")) {
            EventLoop loop = (EventLoop) each;
            Object timers = field(loop, "timers");
            CompletableFuture<Integer> size = new CompletableFuture<>();
            // Only the loop's thread may look at its timers.
            loop.execute(() -> size.complete(intOf(timers, "size").orElseThrow()));
            pending += size.get(10, TimeUnit.SECONDS);
        }
        return pending;
    }

    /** The number that a method of the server returns, if this version of the server has that method. */
    static Optional<Long> of(LkgServer server, String method) {
        return valueOf(server, method).map(Number::longValue);
    }

    /** Gives {@code setting} a value, if this version of the server has that setting. */
    static void set(ServerBuilder builder, String setting, long value) {
        Arrays.stream(Setting.values())
                .filter(known -> known.name().equals(setting))
                .forEach(known -> builder.set(known, value));
    }

    private static Optional<Integer> intOf(Object owner, String method) {
        return valueOf(owner, method).map(Number::intValue);
    }

    private static Optional<Number> valueOf(Object owner, String method) {
        try {
            return Optional.of((Number) owner.getClass().getMethod(method).invoke(owner));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
