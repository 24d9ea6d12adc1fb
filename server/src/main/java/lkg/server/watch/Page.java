package lkg.server.watch;

import java.io.IOException;
import java.io.InputStream;

/** The page that shows a trace: one file, which needs nothing but the trace. */
final class Page {

    private static final String NAME = "watch.html";

    private Page() {}

    static byte[] read() throws IOException {
        try (InputStream page = Page.class.getResourceAsStream(NAME)) {
            if (page == null) {
                throw new IOException(NAME + " is missing in this program");
            }
            return page.readAllBytes();
        }
    }
}
