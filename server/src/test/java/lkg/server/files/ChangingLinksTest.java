package lkg.server.files;

import static lkg.server.files.ServedDirectory.content;
import static lkg.server.files.ServedDirectory.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ChangingLinksTest {

    private static final int REQUESTS = 20_000;

    @TempDir
    Path folder;

    /** Between the moment when a path is found to be inside and the one when it is opened, it may come to lead outside. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void d16_nothingOutsideIsServedWhileLinksChange() throws Exception {
        ChangingLinks links = new ChangingLinks(folder);
        StaticFiles files = StaticFiles.of(links.site);
        Map<String, Integer> seen = new HashMap<>();
        Thread changes = new Thread(links);
        changes.start();
        try {
            for (int i = 0; i < REQUESTS; i++) {
                String path = ChangingLinks.PATHS.get(i % ChangingLinks.PATHS.size());
                seen.merge(answer(files, path), 1, Integer::sum);
            }
        } finally {
            links.stop();
            changes.join();
        }

        assertThat(seen).as("answers").doesNotContainKey(ChangingLinks.OUTSIDE);
        assertThat(seen.get(ChangingLinks.INSIDE))
                .as("requests that were answered with a file")
                .isGreaterThan(REQUESTS / 10);
    }

    /** The one look finds that it is no file, and the next one that it is no directory. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsAFileAndADirectoryByTurnsIsNeverMissing() throws Exception {
        ChangingLinks links = new ChangingLinks(folder);
        StaticFiles files = StaticFiles.of(links.site);
        links.leadTo("kept");
        Map<String, Integer> seen = new HashMap<>();
        Thread changes = new Thread(links::takeTurns);
        changes.start();
        try {
            for (int i = 0; i < REQUESTS / 4; i++) {
                seen.merge(answer(files, "/link"), 1, Integer::sum);
            }
        } finally {
            links.stop();
            changes.join();
        }

        assertThat(seen).as("answers").containsKey(ChangingLinks.INSIDE).doesNotContainKey("status 404");
    }

    static String answer(StaticFiles files, String path) throws IOException {
        HttpResponse response;
        try {
            response = files.handle(request("GET", path));
        } catch (IOException e) {
            return "changed too fast";
        }
        boolean isListing = response.headers().first("Content-Type").orElse("").startsWith("text/html")
                && content(response).contains("<table");
        return response.status() != 200 || isListing ? "status " + response.status() : content(response);
    }
}
