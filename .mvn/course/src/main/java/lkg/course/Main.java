package lkg.course;

import java.io.IOException;
import java.nio.file.Path;

/** Renders the course of a project into a folder. The build calls it: {@code Main PROJECT FOLDER}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Project project = new Project(Path.of(arguments[0]));
        Problems problems = new Course(project).renderTo(new Site(Path.of(arguments[1])));
        problems.warnings().forEach(warning -> System.err.println("course: " + warning));
        if (problems.errors().isEmpty()) {
            return;
        }
        if (project.isLearners()) {
            // Its docs speak of the whole project, and it holds only a part.
            System.err.println("course: " + problems.errors().size()
                    + " links of the docs lead to what this folder does not have");
            return;
        }
        throw new IOException("links of the docs lead nowhere:\n" + String.join("\n", problems.errors()));
    }
}
