package lkg.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Query parameters as forms send them: {@code name=value} pairs, with {@code +} for a space (WHATWG URL §5.1). */
final class FormDecoder {

    private FormDecoder() {}

    static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && decode(key).equals(name)) {
                values.add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    /**
     * The parser has refused each target with a percent sign that begins no escape. Bytes that are not UTF-8 become
     * U+FFFD.
     */
    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
