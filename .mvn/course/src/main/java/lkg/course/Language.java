package lkg.course;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A language, and the kinds of its tokens that get a colour. What is no token stays as it is. */
enum Language {
    JAVA(
            comments(),
            new Kind("string", "\"\"\"[\\s\\S]*?\"\"\"|" + quoted('"') + "|" + quoted('\'')),
            new Kind("annotation", "@(?!interface\\b)\\w[\\w.]*"),
            numbers(),
            keywords("abstract assert boolean break byte case catch char class continue default do double else enum "
                    + "exports extends final finally float for if implements import instanceof int interface long "
                    + "module native new non-sealed null opens package permits private protected provides public "
                    + "record requires return sealed short static super switch synchronized this throw throws "
                    + "transient true false try uses var void volatile while yield")),
    CPP(
            comments(),
            new Kind("annotation", "(?m)^\\s*#.*"),
            new Kind("string", quoted('"') + "|" + quoted('\'')),
            numbers(),
            keywords("auto bool break case catch char class const constexpr continue default delete do double else "
                    + "enum explicit false float for if inline int long namespace new nullptr private protected "
                    + "public return short signed sizeof static struct switch template this throw true try typedef "
                    + "typename unsigned using virtual void volatile while")),
    XML(
            new Kind("comment", "<!--[\\s\\S]*?-->"),
            new Kind("keyword", "</?[\\w:.-]+|[/?]?>"),
            new Kind("string", quoted('"')),
            new Kind("annotation", "[\\w:.-]+(?==\")")),
    SHELL(
            new Kind("comment", "(?m)(?:^|(?<=\\s))#.*"),
            new Kind("string", quoted('"') + "|'[^']*'"),
            new Kind("annotation", "\\$\\w+|\\$\\{[^}]*}")),
    CONSOLE(
            new Kind("prompt", "(?m)^\\$ "),
            new Kind("command", "(?m)(?<=^\\$ )(?:.*\\\\\\n)*.*"),
            new Kind("comment", "(?m)^…$")),
    DIFF(
            new Kind("inserted", "(?m)^\\+.*"), //
            new Kind("deleted", "(?m)^-.*")),
    HTTP(
            new Kind("comment", "(?m)^#.*"),
            new Kind("keyword", "(?m)^(?:[A-Z]+ \\S+ HTTP/\\d\\.\\d|HTTP/\\d\\.\\d \\d+.*)"),
            new Kind("annotation", "(?m)^[\\w-]+(?=:)")),
    SETTINGS(
            new Kind("comment", "(?m)^\\s*#.*"), //
            new Kind("string", quoted('"'))),
    PLAIN();

    /** Tokens that look the same; the name is their class in the style sheet. */
    private record Kind(String name, String pattern) {}

    private final List<Kind> kinds;
    private final Pattern token;

    Language(Kind... kinds) {
        this.kinds = List.of(kinds);
        this.token = Pattern.compile(Arrays.stream(kinds)
                .map(kind -> "(?<" + kind.name() + ">" + kind.pattern() + ")")
                .collect(Collectors.joining("|")));
    }

    /** The language that a fence names, or that the end of a file's name tells. */
    static Language of(String name) {
        return switch (name) {
            case "java" -> JAVA;
            case "cpp" -> CPP;
            case "xml" -> XML;
            case "sh", "run" -> SHELL;
            case "console" -> CONSOLE;
            case "diff" -> DIFF;
            case "http" -> HTTP;
            case "nginx", "haproxy", "conf", "cfg", "properties" -> SETTINGS;
            default -> PLAIN;
        };
    }

    /** Whether what all lines are indented by means nothing. */
    boolean isIndented() {
        return this == JAVA || this == CPP;
    }

    /** The code as HTML, each token in a {@code span}. No span goes over the end of a line. */
    String html(String code) {
        if (kinds.isEmpty()) {
            return Html.escape(code);
        }
        StringBuilder html = new StringBuilder();
        Matcher found = token.matcher(code);
        int end = 0;
        while (found.find()) {
            html.append(Html.escape(code.substring(end, found.start())));
            String open = "<span class=\"" + kind(found) + "\">";
            html.append(found.group().isEmpty() ? "" : open)
                    .append(Html.escape(found.group()).replace("\n", "</span>\n" + open))
                    .append(found.group().isEmpty() ? "" : "</span>");
            end = found.end();
        }
        return html.append(Html.escape(code.substring(end))).toString();
    }

    private String kind(Matcher found) {
        return kinds.stream()
                .map(Kind::name)
                .filter(name -> found.group(name) != null)
                .findFirst()
                .orElseThrow();
    }

    private static Kind comments() {
        return new Kind("comment", "//.*|/\\*[\\s\\S]*?\\*/");
    }

    private static Kind numbers() {
        return new Kind("number", "\\b(?:0[xX][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?)[LlFfDdUu]*\\b");
    }

    private static Kind keywords(String words) {
        return new Kind("keyword", "\\b(?:" + words.replace(' ', '|') + ")\\b");
    }

    private static String quoted(char quote) {
        return quote + "(?:\\\\.|[^\\\\\\n" + quote + "])*+" + quote;
    }
}
