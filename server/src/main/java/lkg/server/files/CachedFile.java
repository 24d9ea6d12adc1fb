package lkg.server.files;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lkg.http.Headers;
import lkg.server.Endpoint;

/** A file and its compressed forms, as they were when they were read. Immutable. */
final class CachedFile {

    /**
     * One of the forms.
     *
     * @param endpoint answers a request with it, on the event loop; made once, so that no request needs an object
     */
    record Form(FileVariant variant, Endpoint endpoint) {

        Form(FileVariant variant) {
            this(
                    variant,
                    new Endpoint.Direct(Endpoint.Runs.WITHOUT_BODY, request -> FileResponse.of(request, variant)));
        }
    }

    private final Form original;
    private final Map<ContentCoding, Form> compressed = new EnumMap<>(ContentCoding.class);

    CachedFile(FileVariant original, Map<ContentCoding, FileVariant> compressed) {
        this.original = new Form(original);
        compressed.forEach((coding, variant) -> this.compressed.put(coding, new Form(variant)));
    }

    /** The file, or the form whose coding the client prefers. */
    Form bestFor(Headers requestHeaders) {
        if (compressed.isEmpty()) {
            return original;
        }
        Form best = original;
        int bestWeight = 0;
        for (Map.Entry<ContentCoding, Form> form : compressed.entrySet()) {
            int weight = form.getKey().weight(requestHeaders);
            if (weight > bestWeight) {
                best = form.getValue();
                bestWeight = weight;
            }
        }
        return best;
    }

    private Stream<FileVariant> variants() {
        return Stream.concat(Stream.of(original), compressed.values().stream()).map(Form::variant);
    }

    /** Bytes of files that are held in memory. */
    long bytesInMemory() {
        return variants()
                .filter(variant -> variant.content().isPresent())
                .mapToLong(FileVariant::size)
                .sum();
    }

    /** The files that are held open. */
    List<OpenFile> openFiles() {
        return variants().flatMap(variant -> variant.file().stream()).toList();
    }
}
