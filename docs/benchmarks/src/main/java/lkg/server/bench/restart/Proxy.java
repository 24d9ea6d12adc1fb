package lkg.server.bench.restart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lkg.server.bench.Commands;

/** A proxy in front of two instances, in a process of its own. */
final class Proxy implements AutoCloseable {

    /** What surrounds the configuration. Without the paths nginx would write into folders of the machine. */
    private static final String AROUND_NGINX = """
            daemon off;
            worker_processes auto;
            pid %1$s/pid;
            error_log %1$s/nginx.log;
            events { worker_connections 768; }
            http {
                access_log off;
                client_body_temp_path %1$s;
                proxy_temp_path %1$s;
                fastcgi_temp_path %1$s;
                uwsgi_temp_path %1$s;
                scgi_temp_path %1$s;
                include %2$s;
            }
            """;

    /** The programs, and how to start each. */
    enum Program {
        HAPROXY("HAProxy", "haproxy", "cfg") {
            @Override
            List<String> command(Path folder, Path configuration) {
                return List.of("haproxy", "-db", "-f", configuration.toString());
            }
        },
        NGINX("nginx", "nginx", "conf") {
            @Override
            List<String> command(Path folder, Path configuration) throws IOException {
                Path around = folder.resolve("nginx.conf");
                Files.writeString(around, AROUND_NGINX.formatted(folder, configuration));
                return List.of("nginx", "-e", folder.resolve("nginx.log").toString(), "-c", around.toString());
            }
        };

        final String title;
        final String executable;
        private final String extension;

        Program(String title, String executable, String extension) {
            this.title = title;
            this.executable = executable;
            this.extension = extension;
        }

        abstract List<String> command(Path folder, Path configuration) throws IOException;

        /** Such as {@code nginx version: nginx/1.22.1}. */
        String version() throws IOException, InterruptedException {
            return Commands.output(executable, "-v").lines().findFirst().orElse(title);
        }

        /** The one for deploying, which the guide shows. */
        String recommended() throws IOException {
            return Files.readString(Path.of("../deploy", executable + "." + extension));
        }

        /** As Debian packages it. */
        String byDefault() throws IOException {
            String resource = executable + "-default." + extension;
            try (InputStream in = Program.class.getResourceAsStream(resource)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    final int port = Ports.free();
    private final Child child;

    /** Starts {@code program} with the ports of the guide replaced by free ones and by those of the two instances. */
    Proxy(Program program, String configuration, Site site, Instance one, Instance two)
            throws IOException, InterruptedException {
        Certificate certificate = new Certificate(site.folder);
        Map<String, Object> values = Map.of(
                "8080", port,
                "8443", Ports.free(),
                "8081", one.port,
                "8082", two.port,
                "9081", one.adminPort,
                "9082", two.adminPort,
                "/etc/haproxy/lkg.pem", certificate.both,
                "/etc/nginx/lkg-cert.pem", certificate.certificate,
                "/etc/nginx/lkg-key.pem", certificate.key);
        // All at once: a port that is put in may hold the digits of the next one.
        String text = Pattern.compile(String.join("|", values.keySet()))
                .matcher(configuration)
                .replaceAll(found -> Matcher.quoteReplacement("" + values.get(found.group())));
        Path file = Files.writeString(site.folder.resolve("configuration"), text);
        child = new Child(program.command(site.folder, file), port);
    }

    @Override
    public void close() {
        child.close();
    }
}
