package lkg.server.files;

import java.util.List;
import java.util.Optional;

/**
 * What a directory contains.
 *
 * @param segments of the directory's path, decoded; empty for the root
 * @param entries in any order
 * @param isCut whether the directory has more entries than these
 */
record Listing(List<String> segments, List<ListedEntry> entries, Optional<Readme> readme, boolean isCut) {

    /** The path for people, with a slash at both ends. */
    String path() {
        return segments.isEmpty() ? "/" : "/" + String.join("/", segments) + "/";
    }
}
