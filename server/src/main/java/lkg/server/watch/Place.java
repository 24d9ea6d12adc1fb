package lkg.server.watch;

import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lkg.reactor.LoopObserver;
import lkg.server.Observer;
import lkg.server.Steps;

/** Where in the project a line is that tells of an event. The line numbers are those of the running code. */
final class Place {

    private static final Map<String, String> MODULES = Map.of(
            "lkg.buffer", "buffer",
            "lkg.timer", "timer",
            "lkg.threadpool", "threadpool",
            "lkg.http", "http-parser",
            "lkg.reactor", "reactor");

    /** They pass on what others do. */
    private static final Set<String> MESSENGERS = Set.of(
            "lkg.reactor.LoopSelector",
            "lkg.server.Observers",
            "lkg.server.context.ServerContext",
            "lkg.server.context.Peer",
            "lkg.server.context.Traffic",
            "lkg.server.context.Reports");

    private static final Pattern NAME_OF_LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Place() {}

    /**
     * Such as {@code reactor/src/main/java/lkg/reactor/Registration.java#L181 giveToLoop}. Empty if none but those who
     * watch is at work.
     */
    static Optional<String> ofCaller() {
        return STACK.walk(frames -> frames.filter(Place::acts).findFirst().map(Place::of));
    }

    private static boolean acts(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        boolean watches = Observer.class.isAssignableFrom(type)
                || Steps.class.isAssignableFrom(type)
                || LoopObserver.class.isAssignableFrom(type)
                || type.getPackage() == Place.class.getPackage();
        return type.getName().startsWith("lkg.")
                && !watches
                && !MESSENGERS.contains(outermost(type.getName()))
                && !frame.getMethodName().equals("announce");
    }

    private static String of(StackFrame frame) {
        String type = outermost(frame.getClassName());
        String module = MODULES.getOrDefault(frame.getDeclaringClass().getPackageName(), "server");
        String method = NAME_OF_LAMBDA.matcher(frame.getMethodName()).replaceAll("$1");
        return module + "/src/main/java/" + type.replace('.', '/') + ".java#L" + frame.getLineNumber() + " " + method;
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }
}
