package lkg.course;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The pages of Markdown by path, each read when it is asked for first. */
final class Pages {

    private final Project project;
    private final Map<String, Page> pages = new HashMap<>();

    Pages(Project project) {
        this.project = project;
    }

    Page get(String path) throws IOException {
        Page page = pages.get(path);
        if (page == null) {
            page = new Page(path, project.text(path));
            pages.put(path, page);
        }
        return page;
    }
}
