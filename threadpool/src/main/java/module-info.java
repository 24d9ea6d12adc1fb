/** A fixed number of workers over a bounded queue of jobs. */
module lkg.threadpool {
    requires org.slf4j;

    exports lkg.threadpool;
}
