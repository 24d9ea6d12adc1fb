package lkg.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;

/**
 * Makes the links of a page, which lead to files of the project, lead to pages of the site. One that leads nowhere is
 * an error; its text stays.
 */
final class Links extends AbstractVisitor {

    private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");
    private static final Pattern LINE = Pattern.compile("L(\\d+)");

    private final Page page;
    private final Project project;
    private final Pages pages;
    private final Todo todo;
    private final Problems problems;

    Links(Page page, Project project, Pages pages, Todo todo, Problems problems) {
        this.page = page;
        this.project = project;
        this.pages = pages;
        this.todo = todo;
        this.problems = problems;
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        if (OUTSIDE.matcher(link.getDestination()).matches()) {
            return;
        }
        Optional<String> address = address(link.getDestination());
        if (address.isPresent()) {
            link.setDestination(address.get());
        } else {
            problems.error(page.path(), link, link.getDestination() + " leads nowhere");
            keepOnlyText(link);
        }
    }

    static void keepOnlyText(Link link) {
        while (link.getFirstChild() != null) {
            link.insertBefore(link.getFirstChild());
        }
        link.unlink();
    }

    private Optional<String> address(String destination) {
        String[] parts = destination.split("#", 2);
        Optional<String> target =
                parts[0].isEmpty() ? Optional.of(page.path()) : project.resolve(page.path(), parts[0]);
        if (target.isEmpty() || !project.isFile(target.get()) && !project.isFolder(target.get())) {
            return Optional.empty();
        }
        String path = project.indexOf(target.get());
        if (parts.length > 1 && !hasAnchor(path, parts[1])) {
            return Optional.empty();
        }
        todo.add(path);
        String address =
                parts[0].isEmpty() ? "" : Address.relative(Address.of(project, page.path()), Address.of(project, path));
        return Optional.of(parts.length > 1 ? address + "#" + parts[1] : address);
    }

    private boolean hasAnchor(String path, String anchor) {
        try {
            if (path.endsWith(".md")) {
                return pages.get(path).hasAnchor(anchor);
            }
            var line = LINE.matcher(anchor);
            return line.matches()
                    && project.isFile(path)
                    && Integer.parseInt(line.group(1))
                            <= project.text(path).lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
