package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of the project's pages, {@code docs/contents.md}. */
@Tag("project")
class ContentsTest {

    private final Project project =
            new Project(Path.of("../..").toAbsolutePath().normalize());

    @Test
    void eachPageIsInTheContents() throws IOException {
        List<String> pages = new ArrayList<>(project.pages());
        pages.remove(Contents.PATH);

        pages.removeAll(links().stream().map(this::target).toList());
        assertThat(pages).as("pages that docs/contents.md does not list").isEmpty();
    }

    /** Readers of the Markdown see the text of the link, those of the site the title. */
    @Test
    void eachLinkHasTheTitleOfItsPage() throws IOException {
        for (Link link : links()) {
            if (project.isFile(target(link))) {
                assertThat(PlainText.of(link))
                        .as("the link to " + target(link))
                        .isEqualTo(new Page(target(link), project.text(target(link))).title());
            }
        }
    }

    private List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        new Page(Contents.PATH, project.text(Contents.PATH)).document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link);
            }
        });
        return links;
    }

    private String target(Link link) {
        return project.resolve(Contents.PATH, link.getDestination()).orElseThrow();
    }
}
