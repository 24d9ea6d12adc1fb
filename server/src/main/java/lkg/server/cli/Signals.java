package lkg.server.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Runs something of ours when the process is asked to end, instead of the JVM's own exit with status 128 + signal.
 *
 * <p>A shutdown hook could do this for the first signal, but not for a second one: the JVM lets it wait until the hook
 * is done. The API that can is {@code sun.misc.Signal}, which every JDK has but no compiler likes; hence by reflection.
 */
final class Signals {

    private Signals() {}

    /** Calls {@code action}, on a thread of its own, each time SIGINT or SIGTERM arrives. */
    static void onTermination(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {signalHandler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Method handle = signal.getMethod("handle", signal, signalHandler);
            for (String name : List.of("INT", "TERM")) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", e);
        }
    }
}
