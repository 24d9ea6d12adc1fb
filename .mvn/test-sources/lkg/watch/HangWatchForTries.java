package lkg.watch;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Watches each try of a property of jqwik, and names the sample that hangs. */
public final class HangWatchForTries implements AroundTryHook {

    /** For all properties of all classes. */
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> sample) {
        String property = context.containerClass().getSimpleName() + "."
                + context.targetMethod().getName();
        HangWatch watch = new HangWatch(property + " with the sample " + sample);
        try {
            return aTry.execute(sample);
        } finally {
            watch.end();
        }
    }
}
