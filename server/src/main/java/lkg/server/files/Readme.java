package lkg.server.files;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The file that describes a directory: shown below its listing. */
record Readme(String fileName, String text) {

    /** The first of these that a directory has is shown. */
    private static final List<String> NAMES = List.of("README.md", "README", "README.txt");

    /** Chooses among the names of files; upper and lower case are the same. */
    static Optional<String> among(Collection<String> fileNames) {
        return NAMES.stream()
                .flatMap(name ->
                        fileNames.stream().filter(name::equalsIgnoreCase).sorted())
                .findFirst();
    }

    void appendTo(StringBuilder page) {
        page.append("<article aria-label=\"");
        HtmlText.appendName(page, fileName);
        page.append("\">\n<header>");
        HtmlText.appendName(page, fileName);
        page.append("</header>\n<div>\n");
        Optional<String> html = isMarkdown() ? Markdown.toHtml(text) : Optional.empty();
        if (html.isPresent()) {
            page.append(html.get());
        } else {
            // A line break at the start of <pre> is dropped, so a text that starts with one needs another.
            page.append("<pre>\n");
            HtmlText.append(page, text);
            page.append("</pre>\n");
        }
        page.append("</div>\n</article>\n");
    }

    private boolean isMarkdown() {
        return fileName.regionMatches(true, fileName.length() - 3, ".md", 0, 3);
    }
}
