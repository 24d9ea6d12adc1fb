/** Event loops over a selector: a handler returns what it waits for. */
module lkg.reactor {
    requires transitive lkg.timer;
    requires org.slf4j;
    requires static jdk.jfr;

    exports lkg.reactor;
}
