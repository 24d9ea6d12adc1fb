package lkg.server.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lkg.http.HttpRequest;

/**
 * Whatever path is asked for, and whatever becomes of the links meanwhile: nothing outside the root is served. For a
 * coverage-guided fuzzer (profile {@code fuzz}).
 */
public final class StaticFilesFuzz {

    private static final ChangingLinks LINKS;
    private static final StaticFiles FILES;

    static {
        try {
            Path folder = Files.createTempDirectory("links");
            LINKS = new ChangingLinks(folder);
            FILES = StaticFiles.of(LINKS.site);
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
        Thread changes = new Thread(LINKS);
        changes.setDaemon(true);
        changes.start();
    }

    private StaticFilesFuzz() {}

    /** The name and the signature are the fuzzer's. It reports whatever this throws. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        UrlPathFuzz.fuzzerTestOneInput(bytes);
        String path = "/" + new String(bytes, StandardCharsets.ISO_8859_1);
        ask(path);
        int known = bytes.length == 0 ? 0 : Byte.toUnsignedInt(bytes[0]);
        ask(ChangingLinks.PATHS.get(known % ChangingLinks.PATHS.size()));
    }

    private static void ask(String path) throws IOException {
        HttpRequest request;
        try {
            request = HttpRequest.get(path);
        } catch (IllegalArgumentException e) {
            return; // is refused before it gets here
        }
        String answer = ChangingLinksTest.answer(FILES, request.path());
        if (answer.equals(ChangingLinks.OUTSIDE)) {
            throw new AssertionError(path + " led outside");
        }
    }
}
