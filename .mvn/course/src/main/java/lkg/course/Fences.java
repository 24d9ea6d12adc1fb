package lkg.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;

/**
 * Colours the fenced code of a page. Behind the language a fence may name the file that it quotes; then a caption leads
 * to the line there.
 */
final class Fences extends AbstractVisitor {

    private final Page page;
    private final Project project;
    private final Todo todo;
    private final Quotations quotations;

    Fences(Page page, Project project, Todo todo, Quotations quotations) {
        this.page = page;
        this.project = project;
        this.todo = todo;
        this.quotations = quotations;
    }

    @Override
    public void visit(FencedCodeBlock fence) {
        String[] info = fence.getInfo().strip().split("\\s+", 2);
        String source = info.length > 1 ? info[1] : "";
        Language language = Language.of(info[0]);
        String code = language.isIndented() ? Indentation.removed(fence.getLiteral()) : fence.getLiteral();
        HtmlBlock figure = new HtmlBlock();
        figure.setLiteral("<figure class=\"" + Html.escape("code " + info[0] + (source.equals("naive") ? " naive" : ""))
                + "\">" + caption(info[0], source, code) + "<pre><code>"
                + language.html(code) + "</code></pre></figure>");
        fence.insertBefore(figure);
        fence.unlink();
    }

    private String caption(String language, String source, String code) {
        String caption = "";
        if (source.equals("naive")) {
            caption = "A naive version";
        } else if (language.equals("cpp")) {
            caption = "The original, C++";
        } else if (project.isFile(source)) {
            caption = (language.equals("diff") ? "Change of " : "") + linkTo(source, quotes(language, source, code));
        }
        return caption.isEmpty() ? "" : "<figcaption>" + caption + "</figcaption>";
    }

    /** A link to each part of the quote, or to the file if it has changed so that the quote is not there. */
    private String linkTo(String source, List<Quote> quotes) {
        todo.add(source);
        quotations.add(source, page.path());
        String address = Address.relative(Address.of(project, page.path()), Address.of(project, source));
        String name = source.substring(source.lastIndexOf('/') + 1);
        if (quotes.isEmpty()) {
            return Html.link(address, name);
        }
        Quote first = quotes.get(0);
        boolean isOneLine = quotes.size() == 1 && first.first() == first.last();
        List<String> links = new ArrayList<>();
        String text = name + (isOneLine ? ", line " : ", lines ");
        for (Quote quote : quotes) {
            links.add(Html.link(address + "#L" + quote.first(), text + quote.range()));
            text = "";
        }
        return String.join(", ", links);
    }

    private List<Quote> quotes(String language, String source, String code) {
        try {
            String text = project.text(source);
            return language.equals("diff") ? Quote.findDiff(code, text) : Quote.find(code, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
