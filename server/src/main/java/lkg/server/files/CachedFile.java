package lkg.server.files;

import java.util.EnumMap;
import java.util.Map;
import lkg.http.Headers;

/** A file and its compressed forms, as they were when they were read. Immutable. */
final class CachedFile {

    private final FileVariant original;
    private final Map<ContentCoding, FileVariant> compressed;

    CachedFile(FileVariant original, Map<ContentCoding, FileVariant> compressed) {
        this.original = original;
        this.compressed = new EnumMap<>(ContentCoding.class);
        this.compressed.putAll(compressed);
    }

    /** The file, or the form whose coding the client prefers. */
    FileVariant bestFor(Headers requestHeaders) {
        FileVariant best = original;
        int bestWeight = 0;
        for (Map.Entry<ContentCoding, FileVariant> form : compressed.entrySet()) {
            int weight = form.getKey().weight(requestHeaders);
            if (weight > bestWeight) {
                best = form.getValue();
                bestWeight = weight;
            }
        }
        return best;
    }

    /** Bytes of files that are held in memory. */
    long bytesInMemory() {
        return bytesInMemory(original)
                + compressed.values().stream()
                        .mapToLong(CachedFile::bytesInMemory)
                        .sum();
    }

    private static long bytesInMemory(FileVariant variant) {
        return variant.content().isPresent() ? variant.size() : 0;
    }

    /** Files that are held open. */
    int openFiles() {
        return (original.content().isPresent() ? 0 : 1)
                + (int) compressed.values().stream()
                        .filter(form -> form.content().isEmpty())
                        .count();
    }

    /** Closes the files that are held open, once no response sends them any more. */
    void drop() {
        original.drop();
        compressed.values().forEach(FileVariant::drop);
    }
}
