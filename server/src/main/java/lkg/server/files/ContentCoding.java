package lkg.server.files;

import java.util.List;
import java.util.Locale;
import lkg.http.Headers;

/** The codings of compressed siblings: {@code style.css.br} and {@code style.css.gz} beside {@code style.css}. */
enum ContentCoding {
    // If a client likes both equally, it gets the first, which is smaller.
    BR("br", ".br"),
    GZIP("gzip", ".gz");

    /** The name in {@code Content-Encoding}. */
    final String token;

    final String extension;

    ContentCoding(String token, String extension) {
        this.token = token;
        this.extension = extension;
    }

    /**
     * How much the client likes this coding, from 0 (not at all) to 1000 (RFC 9110 §12.5.3). Without an
     * {@code Accept-Encoding} it is 0: such a client may not be able to decompress.
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
