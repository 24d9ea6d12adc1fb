package lkg.schedule;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Stands in for the JDK's selector. Of its channels, those that have a {@link Readiness} can be ready. */
final class ScheduledSelector extends AbstractSelector {

    private static final long NO_TIME = -1;

    private final Set<SelectionKey> keys = new LinkedHashSet<>();
    private final Set<SelectionKey> selected = new LinkedHashSet<>();
    private boolean woken;

    ScheduledSelector() {
        super(null);
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        SelectionKey key = new ScheduledKey(channel, this, ops);
        key.attach(attachment);
        keys.add(key);
        return key;
    }

    @Override
    public Selector wakeup() {
        ScheduledThread caller = ScheduledThread.caller();
        if (caller != null) {
            caller.schedule().point();
        }
        woken = true;
        if (caller != null) {
            caller.step(".wakeup()", "wakes the selector");
        }
        return this;
    }

    private int selectWithin(long millis) {
        ScheduledThread caller = ScheduledThread.caller();
        caller.schedule().point();
        if (millis != NO_TIME && !isDue()) {
            String does = caller.does;
            caller.step(" waits");
            caller.schedule()
                    .await(
                            () -> isDue() || caller.isInterrupted(),
                            millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis));
            caller.does = does;
        }
        String why = woken ? ", because it was woken" : "";
        woken = false;
        forgetCancelled();
        for (SelectionKey key : keys) {
            if (((ScheduledKey) key).isReady() && selected.add(key)) {
                ((ScheduledKey) key).select();
            }
        }
        caller.step(" goes on with " + selected.size() + " channels" + why);
        return selected.size();
    }

    private boolean isDue() {
        return woken || !isOpen() || keys.stream().anyMatch(key -> ((ScheduledKey) key).isReady());
    }

    private void forgetCancelled() {
        for (SelectionKey key : List.copyOf(cancelledKeys())) {
            deregister((AbstractSelectionKey) key);
            keys.remove(key);
            selected.remove(key);
        }
        cancelledKeys().clear();
    }

    @Override
    public int select(Consumer<SelectionKey> action, long millis) {
        selected.clear();
        selectWithin(millis);
        List<SelectionKey> ready = List.copyOf(selected);
        selected.clear();
        ready.forEach(action);
        return ready.size();
    }

    @Override
    protected void implCloseSelector() {
        keys.forEach(key -> deregister((AbstractSelectionKey) key));
        keys.clear();
    }

    @Override
    public Set<SelectionKey> keys() {
        return keys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selected;
    }

    @Override
    public int selectNow() {
        return selectWithin(NO_TIME);
    }

    @Override
    public int select() {
        return selectWithin(0);
    }

    @Override
    public int select(long millis) {
        return selectWithin(millis);
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) {
        return select(action, NO_TIME);
    }

    @Override
    public int select(Consumer<SelectionKey> action) {
        return select(action, 0);
    }
}
