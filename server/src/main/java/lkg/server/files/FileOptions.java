package lkg.server.files;

import java.util.List;

/**
 * How the files of a directory are served.
 *
 * @param cacheControl the value of {@code Cache-Control} for each file
 * @param cacheBytes memory for files that were looked up
 */
record FileOptions(
        Listings listings,
        Fallback fallback,
        Compress compress,
        String cacheControl,
        long cacheBytes,
        Statistics statistics) {

    enum Listings {
        SHOWN,
        HIDDEN
    }

    /** What a path that names no file gets. */
    enum Fallback {
        NOT_FOUND,
        /** The {@code index.html} of the root, whose script shows what the path means. */
        SINGLE_PAGE_APPLICATION
    }

    enum Compress {
        NEVER,
        TEXT
    }

    /** For a file of the root. The page of an application names its scripts, which may be others tomorrow. */
    String cacheControl(List<String> names) {
        boolean isApplication = fallback == Fallback.SINGLE_PAGE_APPLICATION && names.equals(List.of("index.html"));
        return isApplication ? "no-cache" : cacheControl;
    }

    /** Whether the uses of the memory for files are counted. */
    enum Statistics {
        NONE,
        COUNTED
    }

    boolean compresses() {
        return compress == Compress.TEXT;
    }
}
