package lkg.server.files;

/**
 * How the files that were looked up are remembered.
 *
 * @param hits look-ups that found the path in memory
 * @param misses look-ups that did not
 * @param evictions paths that were forgotten, for others or because nobody asked for them
 * @param bytes of memory
 * @param maxBytes of memory that they may have
 */
public record CacheStatus(long hits, long misses, long evictions, long bytes, long maxBytes) {}
