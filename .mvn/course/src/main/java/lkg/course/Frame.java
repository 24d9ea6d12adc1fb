package lkg.course;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is around the text of each page: {@code page.html}, with names in double braces for what differs. */
final class Frame {

    static final String STYLE = "style.css";

    private static final Pattern NAME = Pattern.compile("\\{\\{(\\w+)}}");

    private final String template;

    private Frame(String template) {
        this.template = template;
    }

    static Frame read() throws IOException {
        try (InputStream in = Frame.class.getResourceAsStream("page.html")) {
            return new Frame(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A whole page at {@code address}; {@code body} and {@code menu} are HTML. */
    String around(String address, String title, String description, String menu, String body) {
        Map<String, String> values = Map.of(
                "title", Html.escape(title + " – LkgServer"),
                "description", Html.escape(description),
                "style", Address.relative(address, STYLE),
                "home", Address.relative(address, "index.html"),
                "sources", Address.relative(address, "source/index.html"),
                "menu", menu,
                "body", body);
        return NAME.matcher(template).replaceAll(name -> Matcher.quoteReplacement(values.get(name.group(1))));
    }
}
