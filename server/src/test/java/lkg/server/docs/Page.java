package lkg.server.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A page of the docs, parsed. */
record Page(Path file, String name, Node document) {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /** All pages of the project. */
    static List<Page> all() throws IOException {
        List<Path> files = new ArrayList<>(List.of(
                PROJECT.resolve("README.md"), PROJECT.resolve("http-parser/src/test/resources/wire/README.md")));
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            docs.filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("target"))
                    .sorted()
                    .forEach(files::add);
        }
        List<Page> pages = new ArrayList<>();
        for (Path file : files) {
            pages.add(of(file, Files.readString(file)));
        }
        return pages;
    }

    static Page named(String name) throws IOException {
        return of(PROJECT.resolve(name), Files.readString(PROJECT.resolve(name)));
    }

    /** A page as if {@code file} had this text. */
    static Page of(Path file, String text) {
        String name = PROJECT.relativize(file).toString().replace('\\', '/');
        return new Page(file, name, PARSER.parse(text));
    }

    boolean isIn(String folder) {
        return name.startsWith(folder + "/");
    }

    Complaint complaint(Node node, String what) {
        Node placed = node;
        while (placed.getSourceSpans().isEmpty() && placed.getParent() != null) {
            placed = placed.getParent();
        }
        int line = placed.getSourceSpans().isEmpty()
                ? 1
                : placed.getSourceSpans().get(0).getLineIndex() + 1;
        return new Complaint(name, line, what);
    }

    List<FencedCodeBlock> fences() {
        return nodes(FencedCodeBlock.class);
    }

    List<Code> codes() {
        return nodes(Code.class);
    }

    /** The anchors of its headings, as GitHub makes them. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Heading heading : nodes(Heading.class)) {
            String anchor = text(heading)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                    .replace(' ', '-');
            int times = seen.merge(anchor, 1, Integer::sum);
            anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
        }
        return anchors;
    }

    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text leaf) {
                text.append(leaf.getLiteral());
            }

            @Override
            public void visit(Code leaf) {
                text.append(leaf.getLiteral());
            }
        });
        return text.toString();
    }

    <T extends Node> List<T> nodes(Class<T> type) {
        List<T> found = new ArrayList<>();
        document.accept(new Collector<>(type, found));
        return found;
    }

    private static final class Collector<T extends Node> extends AbstractVisitor {

        private final Class<T> type;
        private final List<T> found;

        Collector(Class<T> type, List<T> found) {
            this.type = type;
            this.found = found;
        }

        @Override
        protected void visitChildren(Node parent) {
            if (type.isInstance(parent)) {
                found.add(type.cast(parent));
            }
            super.visitChildren(parent);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            visitChildren(block);
        }

        @Override
        public void visit(HtmlBlock block) {
            visitChildren(block);
        }

        @Override
        public void visit(Code code) {
            visitChildren(code);
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
        }

        @Override
        public void visit(CustomBlock block) {
            visitChildren(block);
        }

        @Override
        public void visit(CustomNode node) {
            visitChildren(node);
        }
    }
}
