package lkg.lab.grade;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came back.
 *
 * @param fields by their names in small letters; several of a name are joined by commas
 * @param interim the statuses of the 1xx responses before
 * @param length of the body
 * @param checksum of the body
 * @param at where in all that came the first byte is that is wrong, if it is garbled
 * @param words what is wrong with it
 */
record Answer(
        Kind kind,
        int status,
        Map<String, String> fields,
        List<Integer> interim,
        long length,
        long checksum,
        int at,
        String words) {

    enum Kind {
        /** A whole response. */
        RESPONSE,
        /** The end of the connection, without a byte. */
        CLOSED,
        /** The connection was reset. */
        RESET,
        /** Nothing, for as long as the grader waited. */
        SILENT,
        /** A response that stops half-way. */
        UNFINISHED,
        /** Bytes that are no response. */
        GARBLED
    }

    static final String NOTHING_CAME = "nothing came";

    static Answer none(Kind kind) {
        return new Answer(kind, 0, Map.of(), List.of(), 0, 0, -1, "");
    }

    static Answer broken(Kind kind, int at, String words) {
        return new Answer(kind, 0, Map.of(), List.of(), 0, 0, at, words);
    }

    boolean isResponse() {
        return kind == Kind.RESPONSE;
    }

    boolean is(int expectedStatus) {
        return isResponse() && status == expectedStatus;
    }

    /** The server takes the request as well-formed, and says what it thinks of its method and its target. */
    boolean isAccepted(String method) {
        return isResponse()
                && (status / 100 == 2
                        || status / 100 == 3
                        || List.of(401, 403, 404, 405, 406).contains(status)
                        || status == 501 && !method.equals("GET"));
    }

    boolean saysClose() {
        return isResponse()
                && fields.getOrDefault("connection", "")
                        .toLowerCase(Locale.ROOT)
                        .matches("(.*,)?\\s*close\\s*(,.*)?");
    }

    boolean sameAs(Answer other) {
        return kind == other.kind && status == other.status && length == other.length && checksum == other.checksum;
    }

    /** In the middle of a sentence: "was ...". */
    String inWords() {
        return switch (kind) {
            case RESPONSE -> "answered " + status;
            case CLOSED -> "not answered: the connection was closed";
            case RESET -> "not answered: the connection was reset";
            case SILENT -> "not answered: " + NOTHING_CAME;
            case UNFINISHED -> "answered by half a response: " + words;
            case GARBLED -> "answered by something that is no response: " + words;
        };
    }
}
