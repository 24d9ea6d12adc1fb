package lkg.reactor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Tells the JDK's Flight Recorder of slow turns, while it records. */
final class TurnRecorder {

    /** A runtime image may leave the recorder out. */
    private static final boolean HAS_RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    @Name("lkg.SlowTurn")
    @Label("Slow Turn")
    @Category("LkgServer")
    @Description("A turn of an event loop that has just ended. The other channels of the loop waited for it")
    @StackTrace(false)
    static final class SlowTurn extends Event {

        @Label("Turn")
        @Timespan
        long turn;

        @Label("Channels")
        int channels;
    }

    private TurnRecorder() {}

    static void record(long turnNanos, int channels) {
        if (HAS_RECORDER && FlightRecorder.isInitialized()) {
            SlowTurn event = new SlowTurn();
            event.turn = turnNanos;
            event.channels = channels;
            event.commit();
        }
    }
}
