package lkg.server.files;

import java.util.List;
import java.util.Optional;
import lkg.http.Body;
import lkg.http.HttpDate;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;

/** The response to a GET or HEAD request for a file that exists: all of it, parts of it, or none. */
final class FileResponse {

    private FileResponse() {}

    /** Checks the preconditions first and then the ranges, in the order of RFC 9110 §13.2.2. */
    static HttpResponse of(HttpRequest request, FileVariant file) {
        return switch (Preconditions.of(request.headers(), file.validators())) {
            case MET -> content(request, file);
            case NOT_MODIFIED -> new HttpResponse(304, file.unchanged(), Body.EMPTY);
            case FAILED -> ErrorPage.of(412);
        };
    }

    private static HttpResponse content(HttpRequest request, FileVariant file) {
        RequestedRanges asked = RequestedRanges.of(rangeField(request, file), file.size());
        return switch (asked.kind()) {
            case WHOLE -> file.whole();
            case PARTS -> asked.ranges().size() == 1 ? part(file, asked.ranges().get(0)) : parts(file, asked.ranges());
            case UNSATISFIABLE -> ErrorPage.of(416).withHeader("Content-Range", "bytes */" + file.size());
        };
    }

    /** A range is for GET only, and counts only if the file is still the one that {@code If-Range} names (§13.1.5). */
    private static Optional<String> rangeField(HttpRequest request, FileVariant file) {
        Optional<String> ifRange = request.headers().first("If-Range");
        boolean sameFile = ifRange.isEmpty() || names(ifRange.get(), file.validators());
        return request.method().equals("GET") && sameFile ? request.headers().first("Range") : Optional.empty();
    }

    /** Parts of different files must not be put together: only a strong validator counts, and a date only if equal. */
    private static boolean names(String ifRange, Validators current) {
        return !ifRange.startsWith(EntityTags.WEAK)
                && (current.entityTag().filter(ifRange::equals).isPresent()
                        || current.lastModified()
                                .map(HttpDate::format)
                                .filter(ifRange::equals)
                                .isPresent());
    }

    private static HttpResponse part(FileVariant file, ByteRange range) {
        return new HttpResponse(
                206, file.description().with("Content-Range", range.contentRange(file.size())), file.part(range));
    }

    /** The whole file if that is no longer, or if it is compressed: a coding would apply to the multipart body. */
    private static HttpResponse parts(FileVariant file, List<ByteRange> ranges) {
        if (file.description().contains("Content-Encoding")) {
            return file.whole();
        }
        MultipartRanges multipart = new MultipartRanges(file, ranges);
        return multipart.length() < file.size() ? multipart.response() : file.whole();
    }
}
