package lkg.server.files;

import java.util.List;
import java.util.Locale;
import lkg.http.Headers;

/** The codings in which a file may lie beside itself, ready-made: {@code style.css.br}, {@code style.css.gz}. */
enum ContentCoding {
    // Where a client likes both the same, the first is taken: it is smaller.
    BR("br", ".br"),
    GZIP("gzip", ".gz");

    /** As it is called in {@code Content-Encoding}. */
    final String token;

    final String extension;

    ContentCoding(String token, String extension) {
        this.token = token;
        this.extension = extension;
    }

    /**
     * How much the client likes this coding, from 0, not at all, to 1000 (RFC 9110 §12.5.3). Without an
     * {@code Accept-Encoding} it is 0: a client that says nothing may be one that knows nothing.
     */
    int weight(Headers headers) {
        int ofAny = 0;
        for (String value : headers.all("Accept-Encoding")) {
            for (String member : value.split(",")) {
                String[] parts = member.strip().toLowerCase(Locale.ROOT).split("[ \t]*;[ \t]*");
                if (parts[0].equals(token)) {
                    return weight(List.of(parts));
                }
                if (parts[0].equals("*")) {
                    ofAny = weight(List.of(parts));
                }
            }
        }
        return ofAny;
    }

    /** {@code weight = "q=" qvalue}, in thousandths; one that cannot be read counts as a refusal. */
    private static int weight(List<String> parts) {
        for (String part : parts.subList(1, parts.size())) {
            if (part.startsWith("q=")) {
                String quality = part.substring(2);
                return quality.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
                        ? (int) Math.round(Double.parseDouble(quality) * 1000)
                        : 0;
            }
        }
        return 1000;
    }
}
