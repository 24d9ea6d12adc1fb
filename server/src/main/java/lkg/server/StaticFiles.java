package lkg.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lkg.http.Body;
import lkg.http.Headers;
import lkg.http.HttpDate;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

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
    private final Representations representations;
    private final Listings listings;

    /**
     * Serves the files below {@code directory}, and lists directories that have no {@code index.html}.
     *
     * @throws IOException if there is no such directory
     */
    public StaticFiles(Path directory) throws IOException {
        this(directory, Listings.SHOWN);
    }

    private StaticFiles(Path directory, Listings listings) throws IOException {
        this.listings = listings;
        root = directory.toRealPath();
        representations = new Representations(root);
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    /** The same, with 404 for a directory that has no {@code index.html}. */
    public static StaticFiles withoutListings(Path directory) throws IOException {
        return new StaticFiles(directory, Listings.HIDDEN);
    }

    @Override
    public boolean neverBlocks() {
        return true;
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
        Optional<List<String>> segments = UrlPath.segments(request.path());
        if (segments.isEmpty()) {
            return error(404);
        }
        try {
            return get(request, segments.get());
        } catch (AccessDeniedException e) {
            return error(403);
        } catch (FileSystemException | InvalidPathException e) {
            // No such file, a name that is too long, a loop of links, a file in the place of a directory.
            return error(404);
        }
    }

    private HttpResponse get(HttpRequest request, List<String> segments) throws IOException {
        Path path = root;
        for (String segment : segments) {
            path = path.resolve(segment);
        }
        boolean directoryAsked = request.path().endsWith("/");
        Path real = representations.inside(path);
        if (!Files.isDirectory(real)) {
            // A file is not a directory: its name with a slash behind it is another path.
            return directoryAsked ? error(404) : file(request, path);
        }
        if (!directoryAsked) {
            return redirectToDirectory(request);
        }
        Path index = real.resolve("index.html");
        if (Files.exists(index)) {
            return file(request, index);
        }
        return listings == Listings.SHOWN ? listing(real, segments) : error(404);
    }

    private HttpResponse file(HttpRequest request, Path path) throws IOException {
        Representation chosen = representations.choose(path, request.headers());
        return switch (Preconditions.of(request.headers(), chosen.entityTag(), chosen.lastModified())) {
            case MET -> content(request, chosen);
            case NOT_MODIFIED -> new HttpResponse(304, chosen.validators(), Body.EMPTY);
            case FAILED -> error(412);
        };
    }

    /** The file, or the range of it that is asked for. Its length is that of the open file, whatever happens to its name. */
    private static HttpResponse content(HttpRequest request, Representation chosen) throws IOException {
        FileChannel channel = FileChannel.open(chosen.file(), StandardOpenOption.READ);
        long length = channel.size();
        ByteRange.Request asked = ByteRange.of(rangeField(request, chosen), length);
        Headers headers = chosen.description();
        return switch (asked.kind()) {
            case WHOLE -> new HttpResponse(200, headers, new Body.FileRegion(channel, 0, length));
            case PART -> {
                ByteRange range = asked.range();
                yield new HttpResponse(
                        206,
                        headers.with("Content-Range", range.contentRange(length)),
                        new Body.FileRegion(channel, range.first(), range.length()));
            }
            case UNSATISFIABLE -> {
                channel.close();
                yield error(416).withHeader("Content-Range", "bytes */" + length);
            }
        };
    }

    /** A range is for GET only, and counts only if the file is still the one that {@code If-Range} names (§13.1.5). */
    private static Optional<String> rangeField(HttpRequest request, Representation chosen) {
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
