/** LkgServer: the five parts, assembled. */
module lkg.server {
    requires transitive lkg.http;
    requires lkg.buffer;
    requires lkg.reactor;
    requires lkg.threadpool;
    requires com.github.benmanes.caffeine;
    requires jdk.unsupported;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;

    // For the command line only.
    requires static info.picocli;

    exports lkg.server;
    exports lkg.server.files;
    exports lkg.server.log;

    // The command line library fills in the fields of Main.
    opens lkg.server.cli to
            info.picocli;
}
