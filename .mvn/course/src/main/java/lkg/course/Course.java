package lkg.course;

import java.io.IOException;
import java.util.Optional;

/** The whole site: the pages of Markdown, all sources, and the folders that they are in. */
final class Course {

    private final Project project;
    private final Pages pages;
    private final Todo todo = new Todo();
    private final Problems problems = new Problems();
    private final Quotations quotations = new Quotations();
    private final Frame frame;

    Course(Project project) throws IOException {
        this.project = project;
        this.pages = new Pages(project);
        this.frame = Frame.read();
    }

    /** Writes all files, and returns what is wrong with the pages. */
    Problems renderTo(Site site) throws IOException {
        Contents contents = Contents.of(pages.get(Contents.PATH), project, problems);
        Menu menu = new Menu(project, pages, contents);
        contents.order().forEach(todo::add);
        project.pages().forEach(todo::add);
        project.sources().forEach(this::addWithFolders);
        for (Optional<String> next = todo.next(); next.isPresent(); next = todo.next()) {
            String path = next.get();
            if (path.endsWith(".md")) {
                writePage(pages.get(path), menu, site);
            } else if (Address.isPicture(path)) {
                site.copy(project.file(path), Address.of(project, path));
            } else if (Address.isRecording(path)) {
                site.write(Address.of(project, path), new Player(project, pages, todo, problems).html(path));
            } else {
                writeSource(path, site);
            }
        }
        site.copyResource(Frame.STYLE);
        site.deleteOthers();
        return problems;
    }

    private void addWithFolders(String source) {
        todo.add(source);
        for (int end = source.lastIndexOf('/'); end > 0; end = source.lastIndexOf('/', end - 1)) {
            todo.add(project.indexOf(source.substring(0, end)));
        }
    }

    private void writePage(Page page, Menu menu, Site site) throws IOException {
        page.document().accept(new Pictures(page, project, todo, problems));
        page.document().accept(new Recordings(page, project, todo));
        page.document().accept(new Links(page, project, pages, todo, problems));
        page.document().accept(new Fences(page, project, todo, quotations));
        page.document().accept(new Tables());
        String body = menu.neighbours(page, "Previous and next page") + "<article>\n" + page.html() + "</article>\n"
                + menu.neighbours(page, "Previous and next page, again");
        String address = Address.of(project, page.path());
        site.write(address, frame.around(address, page.title(), page.description(), menu.html(page), body));
    }

    private void writeSource(String path, Site site) throws IOException {
        FolderPage folder = new FolderPage(project, todo);
        String body =
                project.isFolder(path) ? folder.html(path) : new SourcePage(project, pages, quotations).html(path);
        String address = Address.of(project, path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        site.write(address, frame.around(address, name, path + " of LkgServer", folder.menu(path), body));
    }
}
