package lkg.server.files;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.reactor.LoopTurn;
import lkg.server.Endpoint;
import lkg.server.Handler;

/**
 * Serves the files of one directory, and nothing outside it. Thread-safe.
 *
 * <p>A file that was looked up before is answered on the event loop, after one system call that tells whether it is
 * still the same. Everything else may have to wait for the disk, so the executor does it.
 */
public final class StaticFiles implements Handler {

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** Methods that we know but do not allow are a 405, unknown ones a 501 (RFC 9110 §15.5.6 and §15.6.2). */
    private static final Set<String> KNOWN_METHODS = Set.of("POST", "PUT", "DELETE", "PATCH", "TRACE");

    private final FileCache cache;
    private final Endpoint byLookUp;
    private final Endpoint byMethod = new Endpoint.Direct(Endpoint.Runs.WITHOUT_BODY, StaticFiles::withoutFile);

    /**
     * Serves the files below {@code directory}, and lists directories that have no {@code index.html}.
     *
     * @throws IOException if there is no such directory
     */
    public static StaticFiles of(Path directory) throws IOException {
        return builder(directory).build();
    }

    /** Serves the files below {@code directory} in another way. */
    public static StaticFilesBuilder builder(Path directory) {
        return new StaticFilesBuilder(directory);
    }

    /**
     * With clocks of its own.
     *
     * @param ticker tells the age of what is cached
     * @param clock tells the time that changes of files are compared with
     */
    StaticFiles(Path directory, FileOptions options, Ticker ticker, InstantSource clock) throws IOException {
        Root root = Root.of(directory);
        cache = new FileCache(ticker, options.cacheBytes(), OpenFileLimit.get(), options.statistics());
        LookUp lookUp = new LookUp(root, options, new FileLoader(root, options, clock, ticker), cache);
        byLookUp = new Endpoint.Direct(Endpoint.Runs.IN_EXECUTOR_WITHOUT_BODY, lookUp::answer);
    }

    /** A body makes no difference to any answer, so no request waits for its body, and none is kept in memory. */
    @Override
    public Endpoint endpoint(HttpRequest head) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return byMethod;
        }
        Optional<CachedFile> cached = cache.get(head.path());
        if (cached.isPresent()) {
            CachedFile.Form form = cached.get().bestFor(head.headers());
            if (form.variant().isCurrent(LoopTurn.beganNanos())) {
                return form.endpoint();
            }
        }
        return byLookUp;
    }

    /** What is remembered of files now. */
    public CacheStatus cacheStatus() {
        return cache.status();
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException {
        try {
            return endpoint(request).call(request);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static HttpResponse withoutFile(HttpRequest request) {
        if (request.method().equals("OPTIONS")) {
            return HttpResponse.of(204).withHeader("Allow", ALLOWED);
        }
        return KNOWN_METHODS.contains(request.method())
                ? ErrorPage.of(405).withHeader("Allow", ALLOWED)
                : ErrorPage.of(501);
    }
}
