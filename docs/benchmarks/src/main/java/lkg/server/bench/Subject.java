package lkg.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that is measured, by name: ours in a wiring, a Java peer, or nginx without and with its cache of open files.
 *
 * @param name as in the report
 */
record Subject(String name) {

    boolean isNginx() {
        return name.startsWith("nginx");
    }

    /** How to start it. */
    List<String> command(int port, Path directory) throws IOException {
        return isNginx()
                ? List.of("nginx", "-c", nginxConfiguration(port, directory).toString())
                : List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerMain.class.getName(),
                        name,
                        String.valueOf(port),
                        directory.toString());
    }

    private Path nginxConfiguration(int port, Path directory) throws IOException {
        String cache = name.equals("nginx-cache") ? "open_file_cache max=1000; open_file_cache_valid 1s;" : "";
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
                    types { text/html html; }
                    %4$s
                    server {
                        listen 127.0.0.1:%2$d backlog=1024;
                        root %3$s;
                        location = /hello { default_type text/plain; return 200 "Hello, World!"; }
                    }
                }
                """.formatted(folder, port, directory, cache));
    }
}
