package lkg.course;

import java.io.IOException;
import java.nio.file.Path;

/** Renders the course of a project into a folder. The build calls it: {@code Main PROJECT FOLDER}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Project project = new Project(Path.of(arguments[0]));
        Problems problems = new Course(project).renderTo(new Site(Path.of(arguments[1])));
        if (project.isLearners()) {
            return; // Its docs speak of the whole project, and it holds only a part.
        }
        problems.warnings().forEach(warning -> System.err.println("course: " + warning));
        if (!problems.errors().isEmpty()) {
            throw new IOException("the docs name what is not there:\n" + String.join("\n", problems.errors()));
        }
    }
}
