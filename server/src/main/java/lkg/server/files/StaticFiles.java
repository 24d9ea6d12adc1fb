package lkg.server.files;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Endpoint;
import lkg.server.Handler;

/**
 * Serves the files of one directory, and nothing outside it. Thread-safe.
 *
 * <p>It runs on the event loop. We count reading a local file as not blocking, because files that are read often are in
 * the kernel's page cache.
 */
public final class StaticFiles implements Handler {

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** Methods that we know but do not allow are a 405, unknown ones a 501 (RFC 9110 §15.5.6 and §15.6.2). */
    private static final Set<String> KNOWN_METHODS = Set.of("POST", "PUT", "DELETE", "PATCH", "TRACE");

    private enum Listings {
        SHOWN,
        HIDDEN
    }

    private final Root root;
    private final Listings listings;
    private final FileCache cache;
    private final Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.WITHOUT_BODY, this);

    /**
     * Serves the files below {@code directory}, and lists directories that have no {@code index.html}.
     *
     * @throws IOException if there is no such directory
     */
    public static StaticFiles of(Path directory) throws IOException {
        return new StaticFiles(directory, Listings.SHOWN, Ticker.systemTicker());
    }

    private StaticFiles(Path directory, Listings listings, Ticker clock) throws IOException {
        this.listings = listings;
        cache = new FileCache(clock);
        root = Root.of(directory);
    }

    /** The same, with 404 for a directory that has no {@code index.html}. */
    public static StaticFiles withoutListings(Path directory) throws IOException {
        return new StaticFiles(directory, Listings.HIDDEN, Ticker.systemTicker());
    }

    /** With another clock than the system's for the age of what is cached. */
    static StaticFiles withClock(Path directory, Ticker clock) throws IOException {
        return new StaticFiles(directory, Listings.SHOWN, clock);
    }

    /** A body makes no difference to any answer, so no request waits for its body, and none is kept in memory. */
    @Override
    public Endpoint endpoint(HttpRequest head) {
        return endpoint;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" -> get(request);
            case "OPTIONS" -> HttpResponse.of(204).withHeader("Allow", ALLOWED);
            default ->
                KNOWN_METHODS.contains(request.method())
                        ? ErrorPage.of(405).withHeader("Allow", ALLOWED)
                        : ErrorPage.of(501);
        };
    }

    private HttpResponse get(HttpRequest request) throws IOException {
        try {
            Optional<CachedFile> cached = cache.get(request.path());
            if (cached.isPresent()) {
                FileVariant chosen = cached.get().bestFor(request.headers());
                if (chosen.content().isPresent() || chosen.isCurrent()) {
                    return FileResponse.of(request, chosen);
                }
            }
            Optional<List<String>> segments = UrlPath.segments(request.path());
            return segments.isPresent() ? find(request, segments.get()) : ErrorPage.of(404);
        } catch (AccessDeniedException e) {
            return ErrorPage.of(403);
        } catch (FileSystemException | InvalidPathException e) {
            // No such file, a name that is too long, a loop of links, a file in the place of a directory.
            return ErrorPage.of(404);
        }
    }

    private HttpResponse find(HttpRequest request, List<String> segments) throws IOException {
        // One by one, each segment would copy the path before it: time that grows with the square of the length.
        Path path = root.directory().resolve(String.join("/", segments));
        boolean directoryAsked = request.path().endsWith("/");
        Path real = root.realPath(path);
        if (!Files.isDirectory(real)) {
            // The path of a file does not end in a slash.
            return directoryAsked ? ErrorPage.of(404) : load(request, path);
        }
        if (!directoryAsked) {
            return redirectToDirectory(request);
        }
        Path index = real.resolve("index.html");
        if (Files.exists(index)) {
            return load(request, index);
        }
        return listings == Listings.SHOWN ? listing(real, segments) : ErrorPage.of(404);
    }

    private HttpResponse load(HttpRequest request, Path path) throws IOException {
        CachedFile found = read(path);
        cache.put(request.path(), found);
        return FileResponse.of(request, found.bestFor(request.headers()));
    }

    /** The file was there a moment ago. If it is, but cannot be read, the client must not be told that there is none. */
    private CachedFile read(Path path) throws IOException {
        try {
            return new CachedFile(root, path);
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new IOException("typically the process has too many files open", e);
        }
    }

    private HttpResponse listing(Path directory, List<String> segments) throws IOException {
        String page = DirectoryListing.of(root, directory, "/" + String.join("/", segments));
        return HttpResponse.bytes(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", "no-cache");
    }

    /**
     * Relative links in a directory's page only work below its slash. The redirect is relative, so it is right below a
     * mount and behind a proxy that adds a prefix. It is not permanent: the directory may become a file.
     */
    private static HttpResponse redirectToDirectory(HttpRequest request) {
        String name = request.path().substring(request.path().lastIndexOf('/') + 1);
        String query = request.query().map(text -> "?" + text).orElse("");
        // "./" in front: without it a name like "javascript:x" would be read as a URL of its own.
        return HttpResponse.text(307, "307 the directory's address ends in a slash\n")
                .withHeader("Location", "./" + name + "/" + query);
    }
}
