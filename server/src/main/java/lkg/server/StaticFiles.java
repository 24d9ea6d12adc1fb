package lkg.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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

    private final Path root;

    /**
     * Serves the files below {@code directory}.
     *
     * @throws IOException if there is no such directory
     */
    public StaticFiles(Path directory) throws IOException {
        root = directory.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(directory.toString());
        }
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
            Path file = realPath(segments.get());
            if (!Files.isDirectory(file)) {
                // A file is not a directory: its name with a slash behind it is another path.
                return isDirectoryPath(request) ? error(404) : content(file);
            }
            if (!isDirectoryPath(request)) {
                return redirectToDirectory(request);
            }
            Path index = file.resolve("index.html");
            return Files.exists(index) ? content(index) : listing(file, segments.get());
        } catch (NoSuchFileException | InvalidPathException e) {
            return error(404);
        } catch (AccessDeniedException e) {
            return error(403);
        } catch (FileSystemException e) {
            // A name that is too long, a loop of links, a file in the place of a directory: nothing is there.
            return error(404);
        }
    }

    /** The file itself, wherever links lead, as long as that is below the root. */
    private Path realPath(List<String> segments) throws IOException {
        Path path = root;
        for (String segment : segments) {
            path = path.resolve(segment);
        }
        Path real = path.toRealPath();
        if (!real.startsWith(root)) {
            throw new NoSuchFileException(path.toString());
        }
        return real;
    }

    private HttpResponse content(Path path) throws IOException {
        Path file = path.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        // Opening a named pipe would wait for its other end.
        if (!file.startsWith(root) || !attributes.isRegularFile()) {
            return error(404);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Headers headers = Headers.of(
                "Content-Type", MediaTypes.of(file.getFileName().toString()),
                "Last-Modified", HttpDate.format(attributes.lastModifiedTime().toInstant()),
                "Cache-Control", "no-cache");
        return new HttpResponse(200, headers, new Body.FileRegion(channel, 0, channel.size()));
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

    private static boolean isDirectoryPath(HttpRequest request) {
        return request.path().endsWith("/");
    }

    private static HttpResponse error(int status) {
        return HttpResponse.text(
                status,
                switch (status) {
                    case 308 -> "308 the directory's address ends in a slash\n";
                    case 403 -> "403 this file may not be read\n";
                    case 404 -> "404 there is no such file\n";
                    case 405 -> "405 files can only be read: use GET or HEAD\n";
                    case 501 -> "501 there is no such method\n";
                    default -> throw new IllegalArgumentException("no text for status " + status);
                });
    }
}
