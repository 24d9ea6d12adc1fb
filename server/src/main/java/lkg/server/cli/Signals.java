package lkg.server.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Runs something of ours when the process is asked to end, instead of the JVM's own exit with status 128 + signal.
 *
 * <p>A shutdown hook could do this for the first signal, but not for a second one: the JVM lets it wait until the hook
 * is done. The API that can is {@code sun.misc.Signal}, which every JDK has but no compiler likes; hence by reflection.
 * A signal that the process was started to ignore, as {@code nohup} does with SIGHUP, stays ignored: the JVM sees to it.
 */
final class Signals {

    private Signals() {}

    /**
     * Calls {@code action}, on a thread of its own, each time SIGINT, SIGTERM or, where there is one, SIGHUP arrives.
     *
     * @return false if the JVM leaves signals to the system, as it does with its option -Xrs
     */
    static boolean onTermination(Runnable action) {
        boolean handled = handle("INT", action) && handle("TERM", action);
        // Windows has none.
        handle("HUP", action);
        return handled;
    }

    private static boolean handle(String name, Runnable action) {
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
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
            return true;
        } catch (InvocationTargetException e) {
            // An IllegalArgumentException: there is no such signal, or it is not for us.
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", e);
        }
    }
}
