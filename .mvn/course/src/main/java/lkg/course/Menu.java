package lkg.course;

import java.io.IOException;

/** The list of all pages beside each page of Markdown. */
record Menu(Project project, Pages pages, Contents contents) {

    String html(Page current) throws IOException {
        StringBuilder html = new StringBuilder();
        for (Contents.Part part : contents.parts()) {
            if (part.pages().isEmpty()) {
                continue;
            }
            boolean isFirst = part == contents.parts().get(0);
            boolean isOpen = isFirst || part.pages().contains(current.path());
            html.append("<details").append(isOpen ? " open" : "").append("><summary>");
            html.append(Html.escape(part.title())).append("</summary>\n<ul>\n");
            for (String page : part.pages()) {
                html.append("<li>").append(item(pages.get(page), current)).append("</li>\n");
            }
            html.append("</ul></details>\n");
        }
        return html.toString();
    }

    /** A link to a page; below the current one, links to its sections. */
    private String item(Page page, Page current) {
        if (page != current) {
            return Html.link(href(current, page), page.title());
        }
        StringBuilder html =
                new StringBuilder("<a href=\"#page-text\" aria-current=\"page\">" + Html.escape(page.title()) + "</a>");
        if (!page.sections().isEmpty()) {
            html.append("\n<ul>\n");
            for (Page.Section section : page.sections()) {
                html.append("<li>")
                        .append(Html.link("#" + section.anchor(), section.text()))
                        .append("</li>\n");
            }
            html.append("</ul>");
        }
        return html.toString();
    }

    /** Links to the pages before and after this one. */
    String neighbours(Page current, String name) throws IOException {
        if (!contents.has(current.path())) {
            return "";
        }
        StringBuilder html = new StringBuilder("<nav class=\"neighbours\" aria-label=\"" + name + "\">");
        if (contents.before(current.path()).isPresent()) {
            Page before = pages.get(contents.before(current.path()).get());
            html.append(
                    "<a rel=\"prev\" href=\"" + href(current, before) + "\">← " + Html.escape(before.title()) + "</a>");
        }
        if (contents.after(current.path()).isPresent()) {
            Page after = pages.get(contents.after(current.path()).get());
            html.append(
                    "<a rel=\"next\" href=\"" + href(current, after) + "\">" + Html.escape(after.title()) + " →</a>");
        }
        return html.append("</nav>\n").toString();
    }

    private String href(Page from, Page to) {
        return Address.relative(Address.of(project, from.path()), Address.of(project, to.path()));
    }
}
