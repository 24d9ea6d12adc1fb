/** LkgServer: the five parts, assembled. */
module lkg.server {
    requires transitive lkg.http;
    requires lkg.buffer;
    requires lkg.reactor;
    requires lkg.threadpool;
    requires com.github.benmanes.caffeine;
    requires info.picocli;
    requires jdk.unsupported;
    requires org.slf4j;

    exports lkg.server;

    // The command line library fills in the fields of Main.
    opens lkg.server to
            info.picocli;
}
