package lkg.server.files;

import java.util.regex.Pattern;
import lkg.http.Headers;

/** The codings of compressed siblings: {@code style.css.br} and {@code style.css.gz} beside {@code style.css}. */
enum ContentCoding {
    // If a client likes both equally, it gets the first, which is smaller.
    BR("br", ".br"),
    GZIP("gzip", ".gz");

    private static final Pattern QUALITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

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
                String name = member.split(";", 2)[0].strip();
                if (name.equalsIgnoreCase(token)) {
                    return weightOf(member);
                }
                if (name.equals("*")) {
                    ofAny = weightOf(member);
                }
            }
        }
        return ofAny;
    }

    /** {@code weight = "q=" qvalue}, in thousandths; one that cannot be read counts as a refusal. */
    private static int weightOf(String member) {
        String[] parts = member.split(";");
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.regionMatches(true, 0, "q=", 0, 2)) {
                String quality = part.substring(2);
                return QUALITY.matcher(quality).matches() ? (int) Math.round(Double.parseDouble(quality) * 1000) : 0;
            }
        }
        return 1000;
    }
}
