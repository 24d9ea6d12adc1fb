package lkg.course;

import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Paragraph;

/**
 * Embeds the recordings that a page links: a link that is a paragraph of its own becomes a figure in which the recording
 * plays. A link within a sentence stays a link.
 */
final class Recordings extends AbstractVisitor {

    private final Page page;
    private final Project project;
    private final Todo todo;

    Recordings(Page page, Project project, Todo todo) {
        this.page = page;
        this.project = project;
        this.todo = todo;
    }

    @Override
    public void visit(Link link) {
        Optional<String> recording =
                project.resolve(page.path(), link.getDestination()).filter(Address::isRecording);
        // One that is not there is left to Links, which says so.
        if (recording.filter(project::isFile).isPresent() && isAlone(link)) {
            todo.add(recording.get());
            HtmlBlock figure = new HtmlBlock();
            figure.setLiteral(figure(recording.get(), PlainText.of(link)));
            link.getParent().insertBefore(figure);
            link.getParent().unlink();
        }
    }

    private String figure(String recording, String title) {
        String address = Address.relative(Address.of(project, page.path()), Address.of(project, recording));
        return "<figure class=\"recording\"><iframe src=\"" + Html.escape(address) + "\" title=\"" + Html.escape(title)
                + "\" loading=\"lazy\"></iframe><figcaption>" + Html.escape(title) + " ("
                + Html.link(address, "on a page of its own") + ")</figcaption></figure>";
    }

    private static boolean isAlone(Link link) {
        return link.getParent() instanceof Paragraph && link.getPrevious() == null && link.getNext() == null;
    }
}
