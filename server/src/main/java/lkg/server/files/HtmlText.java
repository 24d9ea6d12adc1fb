package lkg.server.files;

/** Text of strangers in a page of ours: names of files, and what they contain. */
final class HtmlText {

    private HtmlText() {}

    /** Escapes the text. It may then stand between tags, and in an attribute with quotes. */
    static void append(StringBuilder page, String text) {
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(page, text.charAt(i));
        }
    }

    /**
     * Escapes a name, and shows each character that is invisible or changes the order of the others. Without that,
     * {@code photo[U+202E]gpj.exe} would look like {@code photoexe.jpg}.
     */
    static void appendName(StringBuilder page, String name) {
        boolean isBlank = name.isBlank();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c < 0x7f) {
                appendEscaped(page, c);
            } else if (Character.isSurrogatePair(c, i + 1 < name.length() ? name.charAt(i + 1) : c)) {
                page.append(c).append(name.charAt(++i));
            } else if (isBlank || isHidden(c)) {
                page.append("[U+%04X]".formatted((int) c));
            } else {
                page.append(c);
            }
        }
    }

    /** The two joiners are shown as they are: emoji and Persian need them. */
    private static boolean isHidden(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> c == '\u00ad' || c == '\u061c' || c >= '\u2000' && c != '\u200c' && c != '\u200d';
            default -> false;
        };
    }

    private static void appendEscaped(StringBuilder page, char c) {
        switch (c) {
            case '&' -> page.append("&amp;");
            case '<' -> page.append("&lt;");
            case '>' -> page.append("&gt;");
            case '"' -> page.append("&quot;");
            case '\'' -> page.append("&#39;");
            default -> page.append(c);
        }
    }
}
