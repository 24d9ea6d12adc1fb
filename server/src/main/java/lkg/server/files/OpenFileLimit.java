package lkg.server.files;

import java.util.OptionalLong;
import lkg.server.Setting;
import lkg.server.context.DescriptorLimit;

/** How many files may stay open for further responses. What connections may need is left to them. */
final class OpenFileLimit {

    private static final int MOST = 16_384;
    private static final int LEAST = 192;

    private OpenFileLimit() {}

    static int get() {
        OptionalLong descriptors = DescriptorLimit.get();
        if (descriptors.isEmpty()) {
            return LEAST;
        }
        long left = descriptors.getAsLong() - Setting.MAX_CONNECTIONS.defaultValue();
        return (int) Math.max(LEAST, Math.min(left, MOST));
    }
}
