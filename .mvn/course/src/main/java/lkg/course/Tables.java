package lkg.course;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HtmlBlock;

/** Puts each table into a box, in which a wide one scrolls. */
final class Tables extends AbstractVisitor {

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            block.insertBefore(html("<div class=\"wide\">"));
            block.insertAfter(html("</div>"));
        }
    }

    private static HtmlBlock html(String text) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(text);
        return block;
    }
}
