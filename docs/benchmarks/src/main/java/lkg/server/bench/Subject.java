package lkg.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that is measured: ours in a wiring, a Java peer, or nginx without and with its cache of open files.
 *
 * @param name as in the report; nginx's start with "nginx"
 * @param peer the name of a Java server for {@link PeerMain}
 * @param jvmOptions of a Java server
 * @param nginxDirectives what nginx has in its block {@code http} besides what all have
 */
public record Subject(String name, String peer, List<String> jvmOptions, String nginxDirectives) {

    private static final String FILE_CACHE = "open_file_cache max=1000; open_file_cache_valid 1s;";

    /** As the benchmark of small files measures it: a Java server with a heap of 256 MiB. */
    public Subject(String name) {
        this(name, name, List.of("-Xmx256m"), name.equals("nginx-cache") ? FILE_CACHE : "");
    }

    /** A Java server. */
    public static Subject java(String name, String peer, String... jvmOptions) {
        return new Subject(name, peer, List.of(jvmOptions), "");
    }

    /** An nginx. */
    public static Subject nginx(String name, String directives) {
        return new Subject(name, "", List.of(), directives);
    }

    public boolean isNginx() {
        return name.startsWith("nginx");
    }

    /** How to start it. */
    List<String> command(int port, Path directory) throws IOException {
        if (isNginx()) {
            return List.of("nginx", "-c", nginxConfiguration(port, directory).toString());
        }
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                PeerMain.class.getName(),
                peer,
                String.valueOf(port),
                directory.toString()));
        return command;
    }

    private Path nginxConfiguration(int port, Path directory) throws IOException {
        Path folder = Files.createTempDirectory(name);
        return Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile 20000;
                pid %1$s/pid;
                error_log stderr crit;
                events { worker_connections 16000; }
                http {
                    access_log off;
                    sendfile on;
                    tcp_nopush on;
                    keepalive_timeout 75s;
                    client_body_temp_path %1$s;
                    proxy_temp_path %1$s;
                    fastcgi_temp_path %1$s;
                    uwsgi_temp_path %1$s;
                    scgi_temp_path %1$s;
                    types {
                        text/html html;
                        text/css css;
                        text/javascript js;
                        image/svg+xml svg;
                        image/png png;
                        application/json json;
                    }
                    %4$s
                    server {
                        listen 127.0.0.1:%2$d backlog=1024;
                        root %3$s;
                        location = /hello { default_type text/plain; return 200 "Hello, World!"; }
                    }
                }
                """.formatted(folder, port, directory, nginxDirectives));
    }
}
