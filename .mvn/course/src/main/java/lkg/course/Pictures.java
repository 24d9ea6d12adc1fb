package lkg.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/**
 * Shows the pictures of a page in their own size; one that is a paragraph of its own is a figure. A picture stays a file
 * of its own: its style follows the dark mode there, too, and does not get at the page's or another picture's.
 */
final class Pictures extends AbstractVisitor {

    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+)[.\\d]* (\\d+)");

    private final Page page;
    private final Project project;
    private final Todo todo;
    private final Problems problems;

    Pictures(Page page, Project project, Todo todo, Problems problems) {
        this.page = page;
        this.project = project;
        this.todo = todo;
        this.problems = problems;
    }

    @Override
    public void visit(Image image) {
        if (image.getDestination().contains("://")) {
            return;
        }
        Optional<String> picture =
                project.resolve(page.path(), image.getDestination()).filter(project::isFile);
        if (picture.isEmpty()) {
            problems.error(page.path(), image, "there is no picture " + image.getDestination());
            return;
        }
        todo.add(picture.get());
        String html = html(picture.get(), PlainText.of(image));
        if (isAlone(image)) {
            HtmlBlock figure = new HtmlBlock();
            figure.setLiteral("<figure class=\"picture\">" + html + "</figure>");
            replace(image.getParent(), figure);
        } else {
            HtmlInline inline = new HtmlInline();
            inline.setLiteral(html);
            replace(image, inline);
        }
    }

    private String html(String picture, String description) {
        String address = Address.relative(Address.of(project, page.path()), Address.of(project, picture));
        return "<img src=\"" + Html.escape(address) + "\" alt=\"" + Html.escape(description) + "\"" + size(picture)
                + ">";
    }

    /** With its size the browser keeps the place free before it has the picture. */
    private String size(String picture) {
        if (!picture.endsWith(".svg")) {
            return "";
        }
        try {
            Matcher size = SIZE.matcher(project.text(picture));
            return size.find() ? " width=\"" + size.group(1) + "\" height=\"" + size.group(2) + "\"" : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlone(Image image) {
        return image.getParent() instanceof Paragraph && image.getPrevious() == null && image.getNext() == null;
    }

    private static void replace(Node old, Node replacement) {
        old.insertBefore(replacement);
        old.unlink();
    }
}
