package lkg.lab.recording;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes what {@link JsonReader} reads, on one line. */
final class JsonWriter {

    private JsonWriter() {}

    static String write(Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(Object value, StringBuilder json) {
        String separator = "";
        if (value instanceof Map<?, ?> object) {
            json.append('{');
            for (Map.Entry<?, ?> member : object.entrySet()) {
                json.append(separator);
                write((String) member.getKey(), json);
                json.append(':');
                write(member.getValue(), json);
                separator = ",";
            }
            json.append('}');
        } else if (value instanceof List<?> array) {
            json.append('[');
            for (Object element : array) {
                json.append(separator);
                write(element, json);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof String string) {
            write(string, json);
        } else {
            json.append(value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value));
        }
    }

    private static void write(String string, StringBuilder json) {
        json.append('"');
        for (char c : string.toCharArray()) {
            int place = "\b\f\n\r\t\"\\".indexOf(c);
            if (place >= 0) {
                json.append('\\').append("bfnrt\"\\".charAt(place));
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
