package lkg.server.cli;

import java.util.List;
import lkg.http.Headers;
import lkg.server.Filter;

/** Reads the values of {@code --header}. */
final class HeaderOption {

    static final String NAME = "--header";

    private static final int MAX_LATIN_1 = 0xff;

    private HeaderOption() {}

    /** The fields that {@code values} say, each as {@code Name: value}. */
    static Headers fields(List<String> values, GivenOptions given) {
        Headers fields = Headers.empty();
        for (String value : values) {
            fields = with(fields, value, given);
        }
        return fields;
    }

    private static Headers with(Headers fields, String text, GivenOptions given) {
        int colon = text.indexOf(':');
        if (text.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            throw given.refuse(given.name(NAME) + " must not hold control characters, such as a line break");
        }
        if (text.chars().anyMatch(character -> character > MAX_LATIN_1)) {
            throw given.refuse(given.name(NAME) + " must be in Latin-1 (ISO 8859-1), but was '" + text
                    + "': write other characters percent-encoded");
        }
        if (colon < 0) {
            throw given.refuse(given.name(NAME) + " must be 'Name: value', but was '" + text + "'");
        }
        try {
            Headers more = fields.with(
                    text.substring(0, colon), text.substring(colon + 1).strip());
            Filter.setting(more);
            return more;
        } catch (IllegalArgumentException e) {
            throw given.refuse(given.name(NAME) + " cannot be '" + text + "': " + e.getMessage());
        }
    }
}
