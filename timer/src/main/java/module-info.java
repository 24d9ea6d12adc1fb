/** Timers on an indexed binary heap. */
module lkg.timer {
    exports lkg.timer;
}
