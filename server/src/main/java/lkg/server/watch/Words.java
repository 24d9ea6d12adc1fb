package lkg.server.watch;

import java.util.Locale;
import lkg.server.EndReason;

/** What the code and the wire say, in words for the page. */
final class Words {

    private static final int MOST_CHARACTERS = 200;

    private Words() {}

    /** A trace keeps many texts, and clients choose some of them. */
    static String abridged(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    static String of(EndReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
