package lkg.server.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            return isAddress(request.path()) ? application(request) : notFound(request);
        }
        List<String> names = new ArrayList<>(segments.get());
        boolean directoryAsked = names.get(names.size() - 1).isEmpty();
        if (directoryAsked) {
            names.remove(names.size() - 1);
        }
        try {
            return directoryAsked ? directory(request, names) : file(request, names);
        } catch (NoSuchFileException e) {
            return isPage(names) ? application(request) : notFound(request);
        } catch (AccessDeniedException e) {
            return ErrorPage.of(403);
        }
    }

    private HttpResponse file(HttpRequest request, List<String> names) throws IOException {
        for (int i = 0; i < RepeatedLook.MAX_TRIES; i++) {
            try {
                return load(request, names);
            } catch (OutsideException e) {
                throw e;
            } catch (NoSuchFileException e) {
                try (Found found = root.find(names)) {
                    if (found.isDirectory()) {
                        return redirectToDirectory(request);
                    }
                    if (!found.isFile()) {
                        throw e;
                    }
                }
            }
            // It was a directory a moment ago, and is a file now.
        }
        throw new IOException(root.path(names) + " is a file and a directory by turns, and changes too fast");
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
        // Before the cache has it, which may drop it at once.
        FileVariant variant = held(found.bestFor(request.headers()).variant(), request);
        cache.put(request.path(), found);
        return FileResponse.of(request, variant);
    }

    /** The event loop will send it, some time after this thread has made the response. */
    private static FileVariant held(FileVariant variant, HttpRequest request) throws IOException {
        return request.method().equals("GET") ? variant.held() : variant;
    }

    /** The page of a single-page application, whose script knows what the path means. */
    private HttpResponse application(HttpRequest request) throws IOException {
        Optional<FileVariant> page = options.fallback() == FileOptions.Fallback.SINGLE_PAGE_APPLICATION
                ? page(INDEX, request)
                : Optional.empty();
        return page.isPresent() ? FileResponse.of(request, page.get()) : notFound(request);
    }

    /** The root's own page for this, if it has one. */
    private HttpResponse notFound(HttpRequest request) throws IOException {
        return page(NOT_FOUND_PAGE, request).map(LookUp::notFound).orElseGet(() -> ErrorPage.of(404));
    }

    /** Says of the page only what a client needs to read it: the rest would be about the file that is missing. */
    private static HttpResponse notFound(FileVariant page) {
        HttpResponse response = HttpResponse.of(
                        404, "text/html; charset=utf-8", page.whole().body())
                .withHeader("Cache-Control", "no-cache");
        for (String name : List.of("Content-Encoding", "Vary")) {
            Optional<String> value = page.description().first(name);
            response = value.isPresent() ? response.withHeader(name, value.get()) : response;
        }
        return response;
    }

    /** A path that no file can have, such as one with an escaped slash, but that a script may have made up. */
    private static boolean isAddress(String path) {
        return path.indexOf('.') < 0 && !path.toLowerCase(Locale.ROOT).contains("%2e");
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
        if (cached.isPresent()) {
            return Optional.of(held(cached.get(), request));
        }
        // Most sites have none, and this costs less than the exception of a look-up.
        if (!Files.exists(root.path(List.of(name)))) {
            return Optional.empty();
        }
        try {
            CachedFile page = loader.load(List.of(name));
            FileVariant variant = held(page.bestFor(request.headers()).variant(), request);
            cache.put("/" + name, page);
            return Optional.of(variant);
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
                .withHeader(
                        "Location",
                        "./" + request.path().substring(request.path().lastIndexOf('/') + 1) + "/" + query);
    }
}
