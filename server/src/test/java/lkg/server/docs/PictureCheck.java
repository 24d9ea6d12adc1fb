package lkg.server.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.commonmark.node.Image;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pictures that were drawn by hand look alike, are described in words, and name what exists. */
final class PictureCheck implements PageCheck {

    private final NameCheck names;
    private final String style;

    PictureCheck(NameCheck names) throws IOException {
        this.names = names;
        this.style = Files.readString(Page.PROJECT.resolve("docs/pictures/style.css"));
    }

    @Override
    public List<Complaint> complaints(Page page) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        for (Image image : page.nodes(Image.class)) {
            Path file = page.file().resolveSibling(image.getDestination()).normalize();
            if (image.getDestination().contains("pictures/") && Files.exists(file)) {
                problem(Files.readString(file))
                        .ifPresent(problem ->
                                complaints.add(page.complaint(image, image.getDestination() + " " + problem)));
            }
        }
        return complaints;
    }

    Optional<String> problem(String svg) throws IOException {
        Element picture;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            picture = document.getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            return Optional.of("is not well-formed: " + e.getMessage());
        }
        if (text(picture, "title").isBlank() || text(picture, "desc").isBlank()) {
            return Optional.of("has no title, or no description");
        }
        if (!text(picture, "style").strip().equals(style.strip())) {
            return Optional.of("has another style than docs/pictures/style.css");
        }
        NodeList texts = picture.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            Optional<String> problem =
                    List.of(text.getAttribute("class").split(" ")).contains("code")
                            ? names.problem(text.getTextContent().strip())
                            : Optional.empty();
            if (problem.isPresent()) {
                return problem.map(what -> "is stale: " + what);
            }
        }
        return Optional.empty();
    }

    private static String text(Element picture, String tag) {
        NodeList elements = picture.getElementsByTagName(tag);
        return elements.getLength() == 0 ? "" : elements.item(0).getTextContent();
    }
}
