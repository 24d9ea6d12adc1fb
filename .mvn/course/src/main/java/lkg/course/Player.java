package lkg.course;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes the page that plays a recording: the server's own page of the live picture, with the recording in it. So it
 * needs no server, and works from a file, too.
 *
 * <p>A recording names for each kind of event a chapter, and a method of ours. The method's line is looked up here,
 * because a line in the recording would be wrong after the next change of the source.
 */
record Player(Project project, Pages pages, Todo todo, Problems problems) {

    static final String PAGE = "server/src/main/resources/lkg/server/watch/watch.html";

    private static final String PLACE = "<script type=\"application/json\" id=\"recording\">";

    /** {@code path} is a file with one recording, or with an array of two to compare. */
    String html(String path) throws IOException {
        if (!project.isFile(PAGE) || !project.text(PAGE).contains(PLACE + "</script>")) {
            problems.error(path, PAGE + " has no element for a recording: " + PLACE + "</script>");
            return "";
        }
        // A "<" could begin "</script>". In JSON it only stands within strings, where it may be written in this way.
        String json = withLines(path).toString().replace("<", "\\u003c");
        return project.text(PAGE).replace(PLACE, PLACE + json);
    }

    private JsonElement withLines(String path) throws IOException {
        try {
            JsonElement file = JsonParser.parseString(project.text(path));
            List<JsonElement> recordings =
                    file.isJsonArray() ? file.getAsJsonArray().asList() : List.of(file);
            for (JsonElement recording : recordings) {
                JsonElement kinds = recording.getAsJsonObject().get("kinds");
                if (kinds == null) {
                    throw new JsonParseException("it has no kinds of events");
                }
                for (Map.Entry<String, JsonElement> kind :
                        kinds.getAsJsonObject().entrySet()) {
                    complete(kind.getValue().getAsJsonObject(), path + ": kind " + kind.getKey());
                }
            }
            return file;
        } catch (JsonParseException | IllegalStateException e) {
            problems.error(path, "no recording: " + e.getMessage());
            return new JsonObject();
        }
    }

    private void complete(JsonObject kind, String where) throws IOException {
        if (kind.has("chapter")) {
            checkChapter(kind.get("chapter").getAsString(), where);
        }
        // A kind that did not happen has no place.
        if (kind.has("at") && !kind.get("at").isJsonNull()) {
            String at = kind.get("at").getAsString();
            Optional<String> line = withLine(at);
            kind.remove("at");
            if (line.isPresent()) {
                kind.addProperty("at", line.get());
            } else {
                problems.error(where, at + " is no method of a source file");
            }
        }
    }

    /** {@code File.java#L12 method} for {@code File.java#method}, if there is such a method. */
    private Optional<String> withLine(String at) throws IOException {
        String file = at.substring(0, Math.max(0, at.indexOf('#')));
        if (!file.endsWith(".java") || !project.isFile(file)) {
            return Optional.empty();
        }
        String method = at.substring(file.length() + 1);
        OptionalInt line = Declaration.line(project.text(file), method);
        todo.add(file);
        return line.isPresent() ? Optional.of(file + "#L" + line.getAsInt() + " " + method) : Optional.empty();
    }

    private void checkChapter(String chapter, String where) throws IOException {
        String[] parts = chapter.split("#", 2);
        String page = "docs/" + parts[0];
        boolean isThere = page.endsWith(".md")
                && project.isFile(page)
                && (parts.length == 1 || pages.get(page).hasAnchor(parts[1]));
        if (!isThere) {
            problems.error(where, chapter + " leads nowhere");
        }
    }
}
