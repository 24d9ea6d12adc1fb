package lkg.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;

/** The reading order of the pages, from {@code docs/contents.md}: a heading for each part, and a list of links. */
record Contents(List<Part> parts) {

    static final String PATH = "docs/contents.md";

    record Part(String title, List<String> pages) {}

    /** Leaves out pages that do not exist, with a warning. */
    static Contents of(Page list, Project project, Problems problems) {
        List<Part> parts = new ArrayList<>();
        list.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 2) {
                    parts.add(new Part(PlainText.of(heading), new ArrayList<>()));
                }
            }

            @Override
            public void visit(Link link) {
                Optional<String> page = project.resolve(list.path(), link.getDestination());
                if (page.filter(project::isFile).isEmpty()) {
                    problems.warn(PATH + " lists " + link.getDestination() + ", which does not exist");
                    Links.keepOnlyText(link);
                } else if (!parts.isEmpty()) {
                    parts.get(parts.size() - 1).pages().add(page.get());
                }
            }
        });
        return new Contents(parts);
    }

    boolean has(String page) {
        return order().contains(page);
    }

    Optional<String> before(String page) {
        return neighbour(page, -1);
    }

    Optional<String> after(String page) {
        return neighbour(page, 1);
    }

    private Optional<String> neighbour(String page, int step) {
        List<String> order = order();
        int place = order.indexOf(page) + step;
        return has(page) && place >= 0 && place < order.size() ? Optional.of(order.get(place)) : Optional.empty();
    }

    /** All pages in reading order. */
    List<String> order() {
        return parts.stream().flatMap(part -> part.pages().stream()).toList();
    }
}
