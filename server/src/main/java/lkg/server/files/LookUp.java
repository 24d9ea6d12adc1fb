package lkg.server.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/** Answers a request by looking at the directory. May wait for the disk, so it is not for an event loop. Thread-safe. */
final class LookUp {

    private static final String INDEX = "index.html";
    private static final String NOT_FOUND_PAGE = "404.html";

    /** Fewer than the workers of most pools, so that others find one. */
    private static final int MAX_LARGE_LISTINGS = 2;

    private final Root root;
    private final FileOptions options;
    private final FileLoader loader;
    private final FileCache cache;
    private final DirectoryListing listing;

    LookUp(Root root, FileOptions options, FileLoader loader, FileCache cache) {
        this.root = root;
        this.options = options;
        this.loader = loader;
        this.cache = cache;
        this.listing = new DirectoryListing(root, MAX_LARGE_LISTINGS);
    }

    /**
     * The response to a GET or HEAD request.
     *
     * @throws IOException if the file system failed: that says nothing about the file
     */
    HttpResponse answer(HttpRequest request) throws IOException, HttpException {
        Optional<List<String>> segments = UrlPath.segments(request.path());
        if (segments.isEmpty()) {
            return notFound(request, List.of(lastSegment(request)));
        }
        List<String> names = new ArrayList<>(segments.get());
        boolean directoryAsked = names.get(names.size() - 1).isEmpty();
        if (directoryAsked) {
            names.remove(names.size() - 1);
        }
        try {
            return directoryAsked ? directory(request, names) : file(request, names);
        } catch (NoSuchFileException e) {
            return notFound(request, names);
        } catch (AccessDeniedException e) {
            return ErrorPage.of(403);
        }
    }

    private HttpResponse file(HttpRequest request, List<String> names) throws IOException {
        boolean isDirectory;
        try (Found found = root.find(names)) {
            isDirectory = found.isDirectory();
        }
        return isDirectory ? redirectToDirectory(request) : load(request, names);
    }

    private HttpResponse directory(HttpRequest request, List<String> names) throws IOException, HttpException {
        List<String> index = new ArrayList<>(names);
        index.add(INDEX);
        try {
            return load(request, index);
        } catch (OutsideException e) {
            throw e;
        } catch (NoSuchFileException e) {
            if (options.listings() == FileOptions.Listings.HIDDEN) {
                throw e;
            }
        }
        return HttpResponse.bytes(200, "text/html; charset=utf-8", listing.page(names, ListingOrder.askedBy(request)))
                .withHeader("Cache-Control", "no-cache");
    }

    private HttpResponse load(HttpRequest request, List<String> names) throws IOException {
        CachedFile found = loader.load(names);
        cache.put(request.path(), found);
        return FileResponse.of(request, found.bestFor(request.headers()).variant());
    }

    /** The page of the application, or the root's own page for this, if it has one. */
    private HttpResponse notFound(HttpRequest request, List<String> names) throws IOException {
        if (options.fallback() == FileOptions.Fallback.SINGLE_PAGE_APPLICATION && isPage(names)) {
            Optional<FileVariant> application = page(INDEX, request);
            if (application.isPresent()) {
                return FileResponse.of(request, application.get());
            }
        }
        return page(NOT_FOUND_PAGE, request).map(LookUp::notFound).orElseGet(() -> ErrorPage.of(404));
    }

    /** Says of the page only what a client needs to read it: the rest would be about the file that is missing. */
    private static HttpResponse notFound(FileVariant page) {
        HttpResponse response =
                HttpResponse.of(404, "text/html; charset=utf-8", page.whole().body());
        for (String name : List.of("Content-Encoding", "Vary")) {
            Optional<String> value = page.description().first(name);
            response = value.isPresent() ? response.withHeader(name, value.get()) : response;
        }
        return response;
    }

    /** An address that a script made up has no extension; what has one is a file that is missing. */
    private static boolean isPage(List<String> names) {
        return names.isEmpty() || names.get(names.size() - 1).indexOf('.') < 0;
    }

    /** A file of the root that is sent in place of others. */
    private Optional<FileVariant> page(String name, HttpRequest request) throws IOException {
        Optional<FileVariant> cached = cache.get("/" + name)
                .map(file -> file.bestFor(request.headers()).variant())
                .filter(variant -> variant.isCurrent(System.nanoTime()));
        // Most sites have none, and this costs less than the exception of a look-up.
        if (cached.isPresent() || !Files.exists(root.path(List.of(name)))) {
            return cached;
        }
        try {
            CachedFile page = loader.load(List.of(name));
            cache.put("/" + name, page);
            return Optional.of(page.bestFor(request.headers()).variant());
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        }
    }

    /**
     * Relative links in a directory's page only work below its slash. The redirect is relative, so it is right below a
     * mount and behind a proxy that adds a prefix. It is not permanent: the directory may become a file.
     */
    private static HttpResponse redirectToDirectory(HttpRequest request) {
        String query = request.query().map(text -> "?" + text).orElse("");
        // "./" in front: without it a name like "javascript:x" would be read as a URL of its own.
        return HttpResponse.text(307, "307 the directory's address ends in a slash\n")
                .withHeader("Location", "./" + lastSegment(request) + "/" + query);
    }

    private static String lastSegment(HttpRequest request) {
        return request.path().substring(request.path().lastIndexOf('/') + 1);
    }
}
