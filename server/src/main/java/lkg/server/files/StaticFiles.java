package lkg.server.files;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lkg.http.Body;
import lkg.http.HttpDate;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Endpoint;
import lkg.server.Handler;

/**
 * Serves the files of one directory, and nothing outside it. Thread-safe.
 *
 * <p>Reading a local file is taken not to block: what is read often is in the kernel's page cache.
 */
public final class StaticFiles implements Handler {

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** Methods that exist but are of no use here: 405 and not 501 (RFC 9110 §15.5.6 and §15.6.2). */
    private static final Set<String> KNOWN_METHODS = Set.of("POST", "PUT", "DELETE", "PATCH", "TRACE");

    private enum Listings {
        SHOWN,
        HIDDEN
    }

    private final Path root;
    private final Listings listings;
    private final FileCache cache;
    private final Endpoint endpoint = new Endpoint.Direct(Endpoint.Runs.ON_LOOP, this);

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
        root = directory.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    /** The same, with 404 for a directory that has no {@code index.html}. */
    public static StaticFiles withoutListings(Path directory) throws IOException {
        return new StaticFiles(directory, Listings.HIDDEN, Ticker.systemTicker());
    }

    /** With another clock than the system's for the age of what is cached. */
    static StaticFiles withClock(Path directory, Ticker clock) throws IOException {
        return new StaticFiles(directory, Listings.SHOWN, clock);
    }

    @Override
    public Endpoint endpoint(HttpRequest head) {
        return endpoint;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" -> get(request);
            case "OPTIONS" -> HttpResponse.of(204).withHeader("Allow", ALLOWED);
            default -> KNOWN_METHODS.contains(request.method()) ? error(405).withHeader("Allow", ALLOWED) : error(501);
        };
    }

    private HttpResponse get(HttpRequest request) throws IOException {
        try {
            Optional<CachedFile> cached = cache.get(request.path());
            if (cached.isPresent()) {
                FileVariant chosen = cached.get().bestFor(request.headers());
                if (chosen.isInMemory() || chosen.isCurrent()) {
                    return file(request, chosen);
                }
            }
            Optional<List<String>> segments = UrlPath.segments(request.path());
            return segments.isPresent() ? find(request, segments.get()) : error(404);
        } catch (AccessDeniedException e) {
            return error(403);
        } catch (FileSystemException | InvalidPathException e) {
            // No such file, a name that is too long, a loop of links, a file in the place of a directory.
            return error(404);
        }
    }

    private HttpResponse find(HttpRequest request, List<String> segments) throws IOException {
        Path path = root;
        for (String segment : segments) {
            path = path.resolve(segment);
        }
        boolean directoryAsked = request.path().endsWith("/");
        Path real = CachedFile.inside(root, path);
        if (!Files.isDirectory(real)) {
            // A file is not a directory: its name with a slash behind it is another path.
            return directoryAsked ? error(404) : load(request, path);
        }
        if (!directoryAsked) {
            return redirectToDirectory(request);
        }
        Path index = real.resolve("index.html");
        if (Files.exists(index)) {
            return load(request, index);
        }
        return listings == Listings.SHOWN ? listing(real, segments) : error(404);
    }

    private HttpResponse load(HttpRequest request, Path path) throws IOException {
        CachedFile found = new CachedFile(root, path);
        cache.put(request.path(), found);
        return file(request, found.bestFor(request.headers()));
    }

    private static HttpResponse file(HttpRequest request, FileVariant chosen) throws IOException {
        return switch (Preconditions.of(request.headers(), chosen.entityTag(), chosen.lastModified())) {
            case MET -> content(request, chosen);
            case NOT_MODIFIED -> new HttpResponse(304, chosen.validators(), Body.EMPTY);
            case FAILED -> error(412);
        };
    }

    /** The file, or the range of it that is asked for. */
    private static HttpResponse content(HttpRequest request, FileVariant chosen) throws IOException {
        ByteRange.Request asked = ByteRange.of(rangeField(request, chosen), chosen.size());
        return switch (asked.kind()) {
            case WHOLE -> chosen.whole();
            case PART -> {
                String contentRange = asked.range().contentRange(chosen.size());
                yield new HttpResponse(
                        206, chosen.description().with("Content-Range", contentRange), chosen.part(asked.range()));
            }
            case UNSATISFIABLE -> error(416).withHeader("Content-Range", "bytes */" + chosen.size());
        };
    }

    /** A range is for GET only, and counts only if the file is still the one that {@code If-Range} names (§13.1.5). */
    private static Optional<String> rangeField(HttpRequest request, FileVariant chosen) {
        Optional<String> ifRange = request.headers().first("If-Range");
        boolean sameFile = ifRange.isEmpty()
                || ifRange.get().equals(chosen.entityTag())
                || ifRange.get().equals(HttpDate.format(chosen.lastModified()));
        return request.method().equals("GET") && sameFile ? request.headers().first("Range") : Optional.empty();
    }

    private static HttpResponse listing(Path directory, List<String> segments) throws IOException {
        String page = DirectoryListing.of(directory, "/" + String.join("/", segments));
        return HttpResponse.bytes(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", "no-cache");
    }

    /** Relative links in a directory's page only work below its slash. */
    private static HttpResponse redirectToDirectory(HttpRequest request) {
        // One slash, whatever the path began with: two would name another host.
        String location = "/" + request.path().replaceFirst("^/+", "") + "/";
        return error(308)
                .withHeader(
                        "Location",
                        location + request.query().map(query -> "?" + query).orElse(""));
    }

    private static HttpResponse error(int status) {
        return HttpResponse.text(
                status,
                switch (status) {
                    case 308 -> "308 the directory's address ends in a slash\n";
                    case 403 -> "403 this file may not be read\n";
                    case 404 -> "404 there is no such file\n";
                    case 405 -> "405 files can only be read: use GET or HEAD\n";
                    case 412 -> "412 the file is not what the request took it for\n";
                    case 416 -> "416 the file has no such bytes\n";
                    case 501 -> "501 there is no such method\n";
                    default -> throw new IllegalArgumentException("no text for status " + status);
                });
    }
}
