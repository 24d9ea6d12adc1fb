package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How to make a recording: a row of the table in {@code docs/recordings/README.md}.
 *
 * @param options of the server
 * @param visit what its clients do
 * @param against the wrong version that is shown beside our server
 */
record RecordingPlan(String name, String title, List<String> options, String visit, Optional<String> against) {

    static final String FOLDER = "docs/recordings";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[([^]]+)]\\(([\\w-]+)\\.json\\) \\| "
            + "(?:`([^`]+)`)? *\\| `([\\w-]+)` \\| (?:`([\\w-]+)`)? *\\|$");

    static List<RecordingPlan> all(Path root) throws IOException {
        List<RecordingPlan> all = ROW.matcher(
                        Files.readString(root.resolve(FOLDER).resolve("README.md"))
                                .replace("\r", ""))
                .results()
                .map(RecordingPlan::of)
                .toList();
        if (all.isEmpty()) {
            throw new LabException(FOLDER + "/README.md has no table of recordings");
        }
        return all;
    }

    private static RecordingPlan of(MatchResult row) {
        List<String> options =
                row.group(3) == null ? List.of() : List.of(row.group(3).split(" "));
        return new RecordingPlan(row.group(2), row.group(1), options, row.group(4), Optional.ofNullable(row.group(5)));
    }

    Path file(Path folder) {
        return folder.resolve(name + ".json");
    }
}
