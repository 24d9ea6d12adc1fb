package lkg.course;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page of Markdown: its tree, its title, and its headings with the anchors that GitHub gives them. */
final class Page {

    /** A heading, and the anchor that leads to it. */
    record Section(Heading node, String text, String anchor) {}

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private static final Pattern HTML_ANCHOR = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");

    private static final int LONGEST_DESCRIPTION = 160;

    private final String path;
    private final Node document;
    private final List<Section> sections = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();

    Page(String path, String markdown) {
        this.path = path;
        this.document = PARSER.parse(markdown);
        document.accept(new Anchors());
    }

    String path() {
        return path;
    }

    Node document() {
        return document;
    }

    /** The text of the first heading. */
    String title() {
        return sections.isEmpty() ? path : sections.get(0).text();
    }

    /** The first paragraph, cut behind a word. */
    String description() {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Paragraph) {
                String text = PlainText.of(node);
                return text.length() <= LONGEST_DESCRIPTION
                        ? text
                        : text.substring(0, text.lastIndexOf(' ', LONGEST_DESCRIPTION)) + " …";
            }
        }
        return title();
    }

    /** The headings of the second level. */
    List<Section> sections() {
        return sections.stream()
                .filter(section -> section.node().getLevel() == 2)
                .toList();
    }

    boolean hasAnchor(String anchor) {
        return anchors.contains(anchor);
    }

    /** The page's tree as HTML. */
    String html() {
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context ->
                        (node, tag, attributes) -> anchor(node).ifPresent(anchor -> attributes.put("id", anchor)))
                .build()
                .render(document);
    }

    private Optional<String> anchor(Node node) {
        return sections.stream()
                .filter(section -> section.node() == node)
                .map(Section::anchor)
                .findFirst();
    }

    private final class Anchors extends AbstractVisitor {

        private final IdGenerator ids = IdGenerator.builder().build();

        @Override
        public void visit(Heading heading) {
            String text = PlainText.of(heading);
            Section section = new Section(heading, text, ids.generateId(text));
            sections.add(section);
            anchors.add(section.anchor());
        }

        @Override
        public void visit(HtmlBlock block) {
            addAnchorsOf(block.getLiteral());
        }

        @Override
        public void visit(HtmlInline inline) {
            addAnchorsOf(inline.getLiteral());
        }

        private void addAnchorsOf(String html) {
            HTML_ANCHOR
                    .matcher(html)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .forEach(anchors::add);
        }
    }
}
