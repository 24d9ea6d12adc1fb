package lkg.schedule;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test method of a class in many schedules, until one fails. Its failure shows the interleaving and the seed.
 *
 * <pre>
 *   &#64;ExtendWith(Schedules.class)
 *   class ThreadPoolScheduleTest { ... }
 *
 *   mvn -pl threadpool test -Donly=threadpool -Dschedules=10000 -Dhang.seconds=0       so many
 *   mvn -pl threadpool test -Donly=threadpool -Dschedule.seed=17                        this one
 * </pre>
 *
 * <p>A test method is ordinary Java: it makes what it tests, starts threads and joins them. All classes of its package
 * are loaded once more for it, and changed on the way: so no class under test has to know of schedules. Each method and
 * each schedule gets an instance of its own. A test has no {@code @BeforeEach}, and must come to an end with all of the
 * threads that it, or what it tests, has started, except daemons. Those that wait then are left behind, parked; so when
 * there are some hundreds of them, the test goes through no more schedules.
 *
 * <p>What is controlled: {@code Thread}, {@code synchronized} with {@code wait} and {@code notify}, {@code
 * ReentrantLock} and its conditions, {@code CountDownLatch}, {@code LockSupport}, {@code Selector}, {@code
 * System.nanoTime}; and each read and write of a field, each call of an atomic variable or a collection is a place
 * where another thread may come in between. Of these, all methods that wait take their time from the schedule, {@code
 * TimeUnit.timedWait}, {@code timedJoin} and {@code sleep} among them. A class under test that waits in anything else
 * is not tested: the test is skipped, and says so.
 */
public final class Schedules implements InvocationInterceptor {

    private static final int DEFAULT_COUNT = 1_000;

    /** Threads, each of which takes some memory. */
    private static final int MAX_LEFT_BEHIND = 500;

    private static final Map<Class<?>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        invocation.skip();
        Method test = controlled(context.getTargetClass(), context.getExecutable());
        runAll(test, Long.getLong("schedule.seed"), Integer.getInteger("schedules", DEFAULT_COUNT));
    }

    /** The same method of the class that a schedule controls. */
    static Method controlled(Class<?> test, Method method) throws ReflectiveOperationException {
        Class<?> controlled =
                LOADERS.computeIfAbsent(test, ScheduledLoader::new).loadClass(test.getName());
        Method same = controlled.getDeclaredMethod(method.getName());
        same.setAccessible(true);
        return same;
    }

    /** Runs {@code test} in the schedules of the first {@code count} seeds, or in that of {@code onlySeed}. */
    static void runAll(Method test, Long onlySeed, int count) throws Exception {
        // Once to load the classes: what they do then, no other schedule does. And once to count the points.
        run(test, Chooser.CALM, 0);
        Schedule calm = run(test, Chooser.CALM, 0);
        long from = onlySeed == null ? 1 : onlySeed;
        long to = onlySeed == null ? count : onlySeed + 1;
        int leftBehind = 0;
        for (long seed = from; seed < to && leftBehind < MAX_LEFT_BEHIND; seed++) {
            leftBehind += run(test, seed, calm.points()).leftBehind();
        }
    }

    private static Schedule run(Method test, long seed, int expectedPoints) throws Exception {
        Schedule schedule = new Schedule(new Chooser(seed, expectedPoints));
        Throwable failure = schedule.run(body(test));
        if (failure instanceof Schedule.Uncontrolled uncontrolled) {
            String where = Arrays.stream(uncontrolled.getStackTrace())
                    .map(frame -> "\n    at " + frame)
                    .collect(joining());
            Assumptions.abort(uncontrolled.getMessage() + ", so this test says nothing:" + where);
        }
        if (failure != null) {
            String text = "%s%n%nThis happened in the schedule with the seed %d (-Dschedule.seed=%d replays it):%n%n%s";
            throw new AssertionError(
                    text.formatted(failure.getMessage(), seed, seed, schedule.interleaving()), failure);
        }
        return schedule;
    }

    /** Makes an instance and calls its method. */
    static Runnable body(Method test) throws NoSuchMethodException {
        Constructor<?> constructor = test.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        Hooks.forgetMonitors();
        return () -> {
            try {
                test.invoke(constructor.newInstance());
            } catch (InvocationTargetException e) {
                throw Schedules.<RuntimeException>unchecked(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable t) throws T {
        throw (T) t;
    }
}
