/** LkgServer: the five parts, assembled. */
module lkg.server {
    requires lkg.buffer;
    requires transitive lkg.http;
    requires lkg.reactor;
    requires lkg.threadpool;
    requires org.slf4j;

    exports lkg.server;
}
