package lkg.server.files;

import java.time.Instant;

/**
 * A file or directory, as a listing shows it.
 *
 * @param href of the entry relative to the listing, percent-encoded; ends in a slash for a directory
 * @param name as the file system tells it, without a slash; may have any character
 * @param size in bytes; means nothing for a directory
 */
record ListedEntry(String href, String name, boolean isDirectory, long size, Instant modified) {}
