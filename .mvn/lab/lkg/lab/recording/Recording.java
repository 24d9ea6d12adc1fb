package lkg.lab.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recording of the live picture, as the server sends it. */
public final class Recording {

    /** A method of ours, with the line that it has now. */
    private static final Pattern AT = Pattern.compile("(\\S+)#L\\d+ (\\S+)");

    private final Map<String, Object> members;

    private Recording(Map<String, Object> members) {
        this.members = members;
    }

    public static Recording of(String json) {
        return new Recording(JsonReader.object(JsonReader.read(json)));
    }

    /** The same with these events, and with what is known of their kinds by now. */
    Recording with(Optional<Object> kinds, List<Object> events) {
        Map<String, Object> changed = JsonReader.object(members);
        kinds.ifPresent(known -> changed.put("kinds", known));
        changed.put("events", events);
        return new Recording(changed);
    }

    /**
     * Makes it fit for the docs: with a title, without the visits that it does not show, and with the names of methods
     * in place of their lines.
     */
    public Recording forDocs(String title, String visit) {
        Map<String, Object> kept = JsonReader.object(members);
        kept.put("title", title);
        kept.put("run", visit);
        List<Object> visits = JsonReader.list(members.get("visits"));
        visits.removeIf(other -> !JsonReader.object(other).get("id").equals(visit));
        kept.put("visits", visits);
        Map<String, Object> kinds = JsonReader.object(members.get("kinds"));
        kinds.replaceAll((name, kind) -> withoutLine(JsonReader.object(kind)));
        kept.put("kinds", kinds);
        kept.put("events", kept.remove("events"));
        return new Recording(kept);
    }

    private static Map<String, Object> withoutLine(Map<String, Object> kind) {
        Matcher at = AT.matcher(String.valueOf(kind.get("at")));
        if (at.matches()) {
            kind.put("at", at.group(1) + "#" + at.group(2));
        }
        return kind;
    }

    /** With each kind and each event on a line of its own, so that a change of the file can be read. */
    public String text() {
        List<String> lines = new ArrayList<>();
        members.forEach((name, value) -> lines.add(JsonWriter.write(name) + ":" + member(value)));
        return "{" + String.join(",\n", lines) + "}\n";
    }

    /** Several recordings, for a page that shows them side by side. */
    public static String text(List<Recording> recordings) {
        return "[" + String.join(",\n", recordings.stream().map(Recording::text).toList()) + "]\n";
    }

    private static String member(Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return "[\n"
                    + String.join(",\n", list.stream().map(JsonWriter::write).toList()) + "\n]";
        }
        boolean isNested = value instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.values().stream().allMatch(member -> member instanceof Map);
        if (!isNested) {
            return JsonWriter.write(value);
        }
        List<String> lines = new ArrayList<>();
        JsonReader.object(value)
                .forEach((name, member) -> lines.add(JsonWriter.write(name) + ":" + JsonWriter.write(member)));
        return "{\n" + String.join(",\n", lines) + "\n}";
    }
}
