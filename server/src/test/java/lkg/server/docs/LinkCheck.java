package lkg.server.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Image;
import org.commonmark.node.Link;

/** Links inside the project lead to a file, and to a heading or a line in it. */
final class LinkCheck implements PageCheck {

    private static final Pattern LINE = Pattern.compile("L(\\d+)");

    @Override
    public List<Complaint> complaints(Page page) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        for (Link link : page.nodes(Link.class)) {
            problem(page, link.getDestination())
                    .ifPresent(problem -> complaints.add(page.complaint(link, problem + ": " + link.getDestination())));
        }
        for (Image image : page.nodes(Image.class)) {
            if (Page.text(image).isBlank()) {
                complaints.add(page.complaint(image, "a picture without a description: " + image.getDestination()));
            }
            problem(page, image.getDestination())
                    .ifPresent(
                            problem -> complaints.add(page.complaint(image, problem + ": " + image.getDestination())));
        }
        return complaints;
    }

    private static Optional<String> problem(Page page, String target) throws IOException {
        if (target.contains("://") || target.startsWith("mailto:")) {
            return Optional.empty();
        }
        String path = target.replaceFirst("#.*", "");
        Path file =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!Files.exists(file)) {
            return Optional.of("a link that leads nowhere");
        }
        if (!target.contains("#")) {
            return Optional.empty();
        }
        String anchor = target.substring(target.indexOf('#') + 1);
        if (file.toString().endsWith(".md")) {
            Page linked = path.isEmpty() ? page : Page.of(file, Files.readString(file));
            return linked.anchors().contains(anchor) ? Optional.empty() : Optional.of("no such heading");
        }
        Matcher line = LINE.matcher(anchor);
        boolean isThere = line.matches()
                && Integer.parseInt(line.group(1)) <= Files.readAllLines(file).size();
        return isThere ? Optional.empty() : Optional.of("no such line");
    }
}
