package lkg.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The path of a route, such as {@code /todos/{id}}. A literal is written decoded; a parameter is never empty. */
final class PathPattern {

    private final List<String> segments;

    /** Throws {@link IllegalArgumentException} if {@code pattern} is no path or has the same parameter twice. */
    PathPattern(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a route's path must start with a slash, but is '" + pattern + "'");
        }
        segments = List.of(pattern.split("/", -1));
        List<String> names = segments.stream().filter(PathPattern::isParameter).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("the path '" + pattern + "' has a parameter twice");
        }
        if (segments.stream().anyMatch(s -> !isParameter(s) && (s.contains("{") || s.contains("}")))) {
            throw new IllegalArgumentException("a parameter must be a whole segment, but not in '" + pattern + "'");
        }
    }

    /** The decoded parameters if {@code path} matches: it has as many segments, and the same literals. */
    Optional<Map<String, String>> match(String path) {
        // The limit leaves the rest of a longer path in one piece, which is one segment too many.
        String[] encoded = path.split("/", segments.size() + 1);
        if (encoded.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < encoded.length; i++) {
            String segment = segments.get(i);
            String value = decode(encoded[i]);
            if (isParameter(segment) && !value.isEmpty()) {
                parameters.put(segment.substring(1, segment.length() - 1), value);
            } else if (!segment.equals(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static boolean isParameter(String segment) {
        return segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
    }

    /** Decoded one by one, so an encoded slash separates none. Only in forms is a plus sign a space (RFC 3986 §3.3). */
    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
