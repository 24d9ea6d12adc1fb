package lkg.watch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends the run when a test hangs, and shows where: an endless loop cannot be interrupted, and after a first test that
 * waits for ever others would, too, each for as long as it is allowed to.
 *
 * <p>The limit is the system property {@code hang.seconds}, for each test and for each try of a property. A debugger
 * turns the watch off.
 */
final class HangWatch {

    private static final int LIMIT_SECONDS = Integer.getInteger("hang.seconds", 20);
    private static final int MAX_FRAMES = 25;

    /** For whoever started this JVM. */
    private static final int EXIT_STATUS = 70;

    private static final boolean IS_ON = LIMIT_SECONDS > 0
            && Arrays.stream(ProcessHandle.current().info().arguments().orElse(new String[0]))
                    .noneMatch(argument -> argument.contains("jdwp"));

    private static final ScheduledThreadPoolExecutor TIMERS = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "hang-watch");
        thread.setDaemon(true);
        return thread;
    });

    static {
        TIMERS.setRemoveOnCancelPolicy(true);
    }

    private final Runnable cancel;

    /** Watches the calling thread until {@link #end}. */
    HangWatch(String test) {
        Thread thread = Thread.currentThread();
        if (IS_ON) {
            var timer = TIMERS.schedule(() -> giveUp(test, thread), LIMIT_SECONDS, TimeUnit.SECONDS);
            cancel = () -> timer.cancel(false);
        } else {
            cancel = () -> {};
        }
    }

    void end() {
        cancel.run();
    }

    private static void giveUp(String test, Thread thread) {
        StringBuilder dump = new StringBuilder("\nHANGS: " + test + " has not ended after " + LIMIT_SECONDS
                + " s. The run stops here. Its thread is at\n");
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        append(dump, thread, stacks.getOrDefault(thread, new StackTraceElement[0]));
        stacks.forEach((other, stack) -> {
            boolean isOurs = Arrays.stream(stack).anyMatch(HangWatch::isOfTheProject);
            if (other != thread && other != Thread.currentThread() && isOurs) {
                dump.append("and beside it\n");
                append(dump, other, stack);
            }
        });
        // Not System.err, which may be a queue that nobody empties any more.
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println(dump);
        // A browser, or a server that a test has started, would go on for ever.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(EXIT_STATUS);
    }

    /** The frames down to the last one of the project: below it there is only JUnit. */
    private static void append(StringBuilder dump, Thread thread, StackTraceElement[] stack) {
        dump.append("  \"" + thread.getName() + "\" " + thread.getState() + "\n");
        int end = stack.length;
        while (end > 1 && !isOfTheProject(stack[end - 1])) {
            end--;
        }
        Arrays.stream(stack, 0, end).limit(MAX_FRAMES).forEach(frame -> dump.append("    at " + shown(frame) + "\n"));
    }

    private static boolean isOfTheProject(StackTraceElement frame) {
        return frame.getClassName().matches("lkg\\.(?!watch\\.|lab\\.).*");
    }

    /** Without the name of the class loader. */
    private static String shown(StackTraceElement frame) {
        return frame.toString().replaceFirst("^app//", "");
    }
}
