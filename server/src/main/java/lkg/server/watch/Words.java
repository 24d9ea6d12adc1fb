package lkg.server.watch;

import java.util.Locale;
import lkg.server.EndReason;

/** Names of the code as words. */
final class Words {

    private Words() {}

    static String of(EndReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
