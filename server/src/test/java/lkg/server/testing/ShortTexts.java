package lkg.server.testing;

import org.assertj.core.api.Assertions;
import org.assertj.core.presentation.StandardRepresentation;

/** How failures show texts: of a long one, such as a body, the beginning and the end. */
@SuppressWarnings("exports")
public final class ShortTexts extends StandardRepresentation {

    private static final int MAX_SHOWN = 500;
    private static final int END_SHOWN = 100;

    private ShortTexts() {}

    /** From now on all assertions show texts like this. */
    public static void use() {
        Assertions.useRepresentation(new ShortTexts());
    }

    @Override
    protected String toStringOf(String text) {
        return super.toStringOf(shortened(text));
    }

    /** The text itself unless it is long. */
    public static String shortened(String text) {
        if (text.length() <= MAX_SHOWN) {
            return text;
        }
        String left = text.substring(0, MAX_SHOWN - END_SHOWN);
        return left + " ... " + text.substring(text.length() - END_SHOWN) + " (" + text.length() + " characters)";
    }
}
