package lkg.server.files;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Renders Markdown of strangers: HTML in it is shown as text, and a link may not be a script. A small text can describe
 * a huge page, so nesting, cells of tables and repeated links are limited.
 */
final class Markdown {

    private static final int MAX_NESTING = 50;
    private static final int MAX_TABLE_CELLS = 20_000;
    private static final int MAX_LINK_CHARS = 1 << 20;

    private static final List<Extension> TABLES =
            List.of(TablesExtension.builder().maxCells(MAX_TABLE_CELLS).build());

    private static final Parser PARSER = Parser.builder()
            .extensions(TABLES)
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .build();

    private Markdown() {}

    /** Empty if the page would be too large: the text is then better shown as it is. */
    static Optional<String> toHtml(String markdown) {
        Node document;
        try {
            document = PARSER.parse(markdown);
        } catch (IllegalArgumentException e) {
            // More table cells than the maximum: the parser knows no other way to say so.
            return Optional.empty();
        }
        Preparation preparation = new Preparation();
        document.accept(preparation);
        if (preparation.linkChars > MAX_LINK_CHARS) {
            return Optional.empty();
        }
        return Optional.of(HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (preparation.ids.containsKey(node)) {
                        attributes.put("id", preparation.ids.get(node));
                    }
                })
                .build()
                .render(document));
    }

    /** Gives headings an id for links such as {@code #how-to-build}, and the level below the heading of the page. */
    private static final class Preparation extends AbstractVisitor {

        private final Map<Node, String> ids = new HashMap<>();
        private final Map<String, Integer> uses = new HashMap<>();
        private long linkChars;

        @Override
        public void visit(Heading heading) {
            TextOf text = new TextOf();
            heading.accept(text);
            String id = idOf(text.content.toString());
            int before = uses.merge(id, 1, Integer::sum) - 1;
            if (!id.isEmpty()) {
                ids.put(heading, before == 0 ? id : id + "-" + before);
            }
            heading.setLevel(Math.min(6, heading.getLevel() + 1));
            visitChildren(heading);
        }

        /** As the well-known code hosts make them: authors link to these. */
        private static String idOf(String heading) {
            return heading.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                    .replace(' ', '-');
        }

        @Override
        public void visit(Link link) {
            count(link.getDestination(), link.getTitle());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            count(image.getDestination(), image.getTitle());
            visitChildren(image);
        }

        /** A definition may be long and used often. The document then holds it once, and the page each time. */
        private void count(String destination, String title) {
            linkChars += destination.length() + (title == null ? 0 : title.length());
        }
    }

    private static final class TextOf extends AbstractVisitor {

        private final StringBuilder content = new StringBuilder();

        @Override
        public void visit(Text text) {
            content.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            content.append(code.getLiteral());
        }
    }
}
