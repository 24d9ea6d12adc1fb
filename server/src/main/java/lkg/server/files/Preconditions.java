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
     * @param current of the file as it is now
     */
    static Preconditions of(Headers headers, Validators current) {
        List<String> ifMatch = headers.all("If-Match");
        if (!ifMatch.isEmpty()) {
            if (!new EntityTags(ifMatch).matchStrongly(current.entityTag())) {
                return FAILED;
            }
        } else if (isLaterThan(headers, "If-Unmodified-Since", current).orElse(false)) {
            return FAILED;
        }
        List<String> ifNoneMatch = headers.all("If-None-Match");
        if (!ifNoneMatch.isEmpty()) {
            return new EntityTags(ifNoneMatch).matchWeakly(current.entityTag()) ? NOT_MODIFIED : MET;
        }
        return isLaterThan(headers, "If-Modified-Since", current).orElse(true) ? MET : NOT_MODIFIED;
    }

    /**
     * Whether the file was changed later than a field says. Empty without the field, if its date cannot be read (RFC
     * 9110 §13.1.3), or if the time of the last change is not known.
     */
    private static Optional<Boolean> isLaterThan(Headers headers, String name, Validators current) {
        return headers.first(name)
                .flatMap(text -> HttpDate.parse(text, Instant.now()))
                .flatMap(date -> current.lastModified().map(modified -> modified.isAfter(date)));
    }
}
