package lkg.server.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lkg.http.Headers;
import lkg.http.HttpDate;

/**
 * The outcome of a request's four conditional fields, which are evaluated in the order of RFC 9110 §13.2.2.
 */
enum Preconditions {
    /** Send the file. */
    MET,
    /** The client has it already: 304. */
    NOT_MODIFIED,
    /** The file is not the version that the client asks about: 412. */
    FAILED;

    /**
     * Evaluates the fields of a GET or HEAD request.
     *
     * @param entityTag of the file as it is now; a strong one
     * @param lastModified of the file as it is now, in whole seconds
     */
    static Preconditions of(Headers headers, String entityTag, Instant lastModified) {
        List<String> ifMatch = headers.all("If-Match");
        if (!ifMatch.isEmpty()) {
            if (!new EntityTags(ifMatch).matchStrongly(entityTag)) {
                return FAILED;
            }
        } else if (date(headers, "If-Unmodified-Since")
                .filter(lastModified::isAfter)
                .isPresent()) {
            return FAILED;
        }
        List<String> ifNoneMatch = headers.all("If-None-Match");
        if (!ifNoneMatch.isEmpty()) {
            return new EntityTags(ifNoneMatch).matchWeakly(entityTag) ? NOT_MODIFIED : MET;
        }
        Optional<Instant> since = date(headers, "If-Modified-Since");
        return since.isPresent() && !lastModified.isAfter(since.get()) ? NOT_MODIFIED : MET;
    }

    /** A date that cannot be read is no condition (RFC 9110 §13.1.3). */
    private static Optional<Instant> date(Headers headers, String name) {
        return headers.first(name).flatMap(text -> HttpDate.parse(text, Instant.now()));
    }
}
