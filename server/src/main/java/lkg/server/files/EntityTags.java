package lkg.server.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lists of entity tags in {@code If-Match} and {@code If-None-Match} (RFC 9110 §8.8.3 and §13.1). */
final class EntityTags {

    private static final String ANY = "*";
    static final String WEAK = "W/";

    private final List<String> tags = new ArrayList<>();
    private final boolean any;

    /** Reads the values of a field. Anything that is no entity tag is skipped, since it cannot match. */
    EntityTags(List<String> values) {
        any = values.size() == 1 && values.get(0).equals(ANY);
        for (String value : values) {
            int start = value.indexOf('"');
            while (start >= 0) {
                int end = value.indexOf('"', start + 1);
                if (end < 0) {
                    break;
                }
                boolean weak = start >= 2 && value.startsWith(WEAK, start - 2);
                tags.add((weak ? WEAK : "") + value.substring(start, end + 1));
                start = value.indexOf('"', end + 1);
            }
        }
    }

    /** Strong comparison: the same bytes (RFC 9110 §8.8.3.2). A weak tag matches nothing. */
    boolean matchStrongly(Optional<String> entityTag) {
        return any
                || entityTag
                        .filter(tag -> !tag.startsWith(WEAK))
                        .filter(tags::contains)
                        .isPresent();
    }

    /** Weak comparison, as for a cache: a weak tag matches, too. */
    boolean matchWeakly(Optional<String> entityTag) {
        return any || entityTag.filter(this::containsWeakly).isPresent();
    }

    private boolean containsWeakly(String entityTag) {
        String opaque = entityTag.startsWith(WEAK) ? entityTag.substring(WEAK.length()) : entityTag;
        return tags.contains(opaque) || tags.contains(WEAK + opaque);
    }
}
