package lkg.course;

import java.io.IOException;
import java.util.List;

/** A source file with numbered lines, which links can lead to: {@code #L12}. */
record SourcePage(Project project, Pages pages, Quotations quotations) {

    String html(String path) throws IOException {
        return FolderPage.breadcrumbs(project, path) + "<h1>" + Html.escape(name(path)) + "</h1>\n" + shownIn(path)
                + "<figure class=\"code source\"><pre><code>" + lines(path) + "</code></pre></figure>\n";
    }

    private String lines(String path) throws IOException {
        StringBuilder html = new StringBuilder();
        int number = 0;
        for (String line : language(path).html(project.text(path)).split("\n")) {
            number++;
            html.append("<span class=\"line\" id=\"L" + number + "\"><a href=\"#L" + number + "\" tabindex=\"-1\">"
                    + number + "</a>" + line + "\n</span>");
        }
        return html.toString();
    }

    private String shownIn(String path) throws IOException {
        List<String> quoting = quotations.of(path);
        if (quoting.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<p>Shown in: ");
        String separator = "";
        for (String page : quoting) {
            String href = Address.relative(Address.of(project, path), Address.of(project, page));
            html.append(separator).append(Html.link(href, pages.get(page).title()));
            separator = ", ";
        }
        return html.append("</p>\n").toString();
    }

    private static Language language(String path) {
        String name = name(path);
        return Language.of(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
