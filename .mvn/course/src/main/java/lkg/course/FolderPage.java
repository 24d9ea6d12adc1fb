package lkg.course;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in a folder; beside a Java file stands the first sentence of its comment. */
record FolderPage(Project project, Todo todo) {

    /** Of a type's comment: only this one begins at the margin. */
    private static final Pattern COMMENT = Pattern.compile("(?ms)^/\\*\\*(.*?)\\*/");

    private static final Pattern BLOCK = Pattern.compile("<(?:p|pre|ul|table)>");
    private static final Pattern MARKUP = Pattern.compile("\\{@\\w+ ([^}]*)}|</?\\w+>");
    private static final Pattern SENTENCE = Pattern.compile(".*?[.](?=\\s|$)");

    String html(String folder) throws IOException {
        StringBuilder html = new StringBuilder(breadcrumbs(project, folder));
        html.append("<h1>").append(Html.escape(name(folder))).append("</h1>\n<div class=\"wide\"><table>\n");
        html.append("<thead><tr><th>file</th><th>is</th></tr></thead>\n<tbody>\n");
        for (String child : project.children(folder)) {
            String path = project.indexOf(child);
            todo.add(path);
            String href = Address.relative(Address.of(project, folder), Address.of(project, path));
            String shown = name(child) + (project.isFolder(child) ? "/" : "");
            html.append(
                    "<tr><td>" + Html.link(href, shown) + "</td><td>" + Html.escape(summary(child)) + "</td></tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /** The files of the folder that {@code path} is in, or of {@code path} itself if that is a folder. */
    String menu(String path) throws IOException {
        String folder = project.isFolder(path) ? path : path.substring(0, Math.max(0, path.lastIndexOf('/')));
        StringBuilder html = new StringBuilder("<p>" + Html.escape(folder).replace("/", "/<wbr>") + "</p>\n<ul>\n");
        for (String child : project.children(folder)) {
            if (!project.isFolder(child)) {
                todo.add(child);
                String href = Address.relative(Address.of(project, path), Address.of(project, child));
                String current = child.equals(path) ? " aria-current=\"page\"" : "";
                html.append("<li><a href=\"" + href + "\"" + current + ">" + Html.escape(name(child)) + "</a></li>\n");
            }
        }
        return html.append("</ul>\n").toString();
    }

    /** Links to the folders that {@code path} is in. */
    static String breadcrumbs(Project project, String path) {
        StringBuilder html = new StringBuilder("<nav class=\"breadcrumbs\" aria-label=\"Folders\">");
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            String folder = path.substring(0, end);
            String href = Address.relative(Address.of(project, path), Address.of(project, folder));
            html.append(Html.link(href, name(folder))).append(" / ");
        }
        return html.append(Html.escape(name(path))).append("</nav>\n").toString();
    }

    private String summary(String path) throws IOException {
        if (!path.endsWith(".java")) {
            return "";
        }
        Matcher comment = COMMENT.matcher(project.text(path));
        if (!comment.find()) {
            return "";
        }
        String text = comment.group(1).replaceAll("(?m)^ \\* ?", "");
        text = MARKUP.matcher(BLOCK.split(text)[0].strip()).replaceAll("$1").replaceAll("\\s+", " ");
        Matcher sentence = SENTENCE.matcher(text);
        return sentence.find() ? sentence.group() : text;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
