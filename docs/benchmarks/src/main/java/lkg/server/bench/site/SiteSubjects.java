package lkg.server.bench.site;

import java.util.List;
import java.util.stream.Stream;
import lkg.server.bench.Commands;
import lkg.server.bench.Subject;
import lkg.server.bench.peers.LkgSitePeer;

/** The servers that are measured, each with one event loop or one worker process. */
final class SiteSubjects {

    /** With the heap that the JVM chooses, a quarter of the machine's memory. */
    private static final Subject LKG = Subject.java("lkg-inline", "lkg-site");

    /** Its cache holds a small part of the site. */
    private static final Subject LKG_FULL_CACHE =
            Subject.java("lkg-full-cache", "lkg-site", "-D" + LkgSitePeer.CACHE_BYTES + "=" + 32 * 1024 * 1024);

    /** nginx's default closes a connection after 1,000 requests. */
    private static final String KEPT_ALIVE = "keepalive_requests 1000000000;";

    private static final Subject NGINX = Subject.nginx("nginx", KEPT_ALIVE);

    /** It keeps descriptors of all files of the site, and asks once a second whether a file has changed. */
    private static final Subject NGINX_CACHE = Subject.nginx(
            "nginx-cache",
            KEPT_ALIVE + " open_file_cache max=19000 inactive=60s; open_file_cache_valid 1s;"
                    + " open_file_cache_min_uses 1;");

    private static final Subject NGINX_LISTING = Subject.nginx("nginx", KEPT_ALIVE + " autoindex on;");

    private final String expression;

    /** Only those whose names match a regular expression. */
    SiteSubjects(String expression) {
        this.expression = expression;
    }

    List<Subject> ofFiles() throws InterruptedException {
        return chosen(LKG, LKG_FULL_CACHE, NGINX, NGINX_CACHE);
    }

    List<Subject> ofListings() throws InterruptedException {
        return chosen(LKG, NGINX_LISTING);
    }

    /** Here the Java servers have a heap of 256 MiB. */
    List<Subject> ofConnections() throws InterruptedException {
        return chosen(
                new Subject("lkg-inline"),
                new Subject("netty"),
                new Subject("microhttp"),
                new Subject("jetty"),
                new Subject("nginx"));
    }

    private List<Subject> chosen(Subject... subjects) throws InterruptedException {
        boolean hasNginx = Commands.isInstalled("nginx");
        return Stream.of(subjects)
                .filter(subject -> hasNginx || !subject.isNginx())
                .filter(subject -> subject.name().matches(expression))
                .toList();
    }
}
