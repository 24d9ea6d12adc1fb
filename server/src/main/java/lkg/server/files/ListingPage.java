package lkg.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lkg.server.files.ListingOrder.Column;
import lkg.server.files.ListingOrder.Direction;

/**
 * The page that lists a directory. It asks for nothing else: style, icons and script are inside. All links are relative,
 * so they work below a mount and behind a proxy that adds a prefix. The tests read it as XML, to see that each tag is
 * closed.
 */
final class ListingPage {

    /** With more rows the browser skips those that are out of sight, which some screen readers then skip as well. */
    private static final int MANY = 1000;

    private static final String STYLE = resource("listing.css");
    private static final String SCRIPT = resource("listing.js");

    private final StringBuilder page;
    private final Listing listing;
    private final ListingOrder order;

    private ListingPage(Listing listing, ListingOrder order) {
        this.page = new StringBuilder(16_384 + 256 * listing.entries().size());
        this.listing = listing;
        this.order = order;
    }

    /** Returns the page in UTF-8. */
    static byte[] of(Listing listing, ListingOrder order) {
        ListingPage page = new ListingPage(listing, order);
        page.appendHead();
        page.appendHeader();
        page.append("<main>\n");
        if (listing.entries().isEmpty()) {
            page.append("<p class=\"empty\">This directory is empty.</p>\n");
        } else {
            page.appendTable();
        }
        listing.readme().ifPresent(readme -> readme.appendTo(page.page));
        page.append("</main>\n");
        if (!listing.entries().isEmpty()) {
            page.append("<script>\n").append(SCRIPT).append("</script>\n");
        }
        page.append("</body>\n</html>\n");
        return page.page.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendHead() {
        append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>Index of\s""").appendName(listing.path()).append("</title>\n");
        append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    }

    /** The directories above with their links, then this one. */
    private void appendHeader() {
        List<String> segments = listing.segments();
        append("<header>\n");
        if (!segments.isEmpty()) {
            append("<nav aria-label=\"Directories above\"><ol>");
            appendLinkUp(segments.size(), "Home");
            for (int i = 0; i < segments.size() - 1; i++) {
                appendLinkUp(segments.size() - 1 - i, segments.get(i));
            }
            append("</ol></nav>\n");
        }
        append("<h1>");
        if (segments.isEmpty()) {
            append("Index of /");
        } else {
            append("<bdi>").appendName(segments.get(segments.size() - 1)).append("</bdi>");
        }
        append("</h1>\n");
        if (!listing.entries().isEmpty()) {
            appendSummary();
        }
        append("</header>\n");
    }

    private void appendLinkUp(int levels, String name) {
        append("<li><a href=\"").append("../".repeat(levels)).append("\"><bdi>");
        appendName(name).append("</bdi></a></li>");
    }

    private void appendSummary() {
        long directories = 0;
        long bytes = 0;
        for (ListedEntry entry : listing.entries()) {
            if (entry.isDirectory()) {
                directories++;
            } else {
                // Files with holes may claim more than a long can count.
                bytes = bytes + entry.size() < 0 ? Long.MAX_VALUE : bytes + entry.size();
            }
        }
        long files = listing.entries().size() - directories;
        append("<p>");
        if (directories > 0) {
            appendCount(directories, "directory", "directories").append(files > 0 ? ", " : "");
        }
        if (files > 0) {
            appendCount(files, "file", "files").append(", <span title=\"");
            FileSize.appendExact(page, bytes);
            append("\">");
            FileSize.appendShort(page, bytes);
            append("</span>");
        }
        append("</p>\n");
        if (listing.isCut()) {
            append("<p class=\"cut\">This directory has more entries: only the first ");
            FileSize.appendGrouped(page, listing.entries().size());
            append(" are listed.</p>\n");
        }
    }

    private ListingPage appendCount(long count, String one, String many) {
        FileSize.appendGrouped(page, count);
        return append(" ").append(count == 1 ? one : many);
    }

    private void appendTable() {
        append(listing.entries().size() > MANY ? "<table class=\"many\">" : "<table>")
                .append("\n<thead><tr>");
        appendColumnHead(Column.NAME, "Name");
        appendColumnHead(Column.SIZE, "Size");
        appendColumnHead(Column.MODIFIED, "Modified <small>(UTC)</small>");
        append("</tr></thead>\n<tbody>\n");
        ListingRows rows = new ListingRows(page);
        for (ListingOrder.Placed placed : order.sorted(listing.entries())) {
            rows.append(placed, order);
        }
        append("</tbody>\n</table>\n");
    }

    private void appendColumnHead(Column column, String text) {
        append("<th scope=\"col\"");
        if (column == order.column()) {
            append(" aria-sort=\"")
                    .append(order.direction() == Direction.ASCENDING ? "ascending" : "descending")
                    .append("\"");
        }
        append("><a href=\"");
        HtmlText.append(page, order.afterClickOn(column).query());
        append("\">").append(text).append("</a></th>");
    }

    private ListingPage append(String html) {
        page.append(html);
        return this;
    }

    private ListingPage appendName(String name) {
        HtmlText.appendName(page, name);
        return this;
    }

    private static String resource(String name) {
        try (InputStream stream = ListingPage.class.getResourceAsStream(name)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)^ +(//.*\n)?", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
