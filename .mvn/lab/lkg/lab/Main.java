package lkg.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.lab.grade.Grade;

/** The commands of the lab. */
public final class Main {

    private static final String USAGE = """
            java .mvn/lab/Lab.java COMMAND, where the project's pom.xml is

            In the project:
              start LAB FOLDER      a folder to work in: a skeleton of the module, its tests, and the other modules
              wrong [MODULE]        lists wrong versions
              wrong NAME            tries one: predict which test fails, then see
              wrong NAME --serve    runs the wrong server beside the right one
              run [DEMO]            runs a small program of docs/demos, or lists them
              run DEMO --on NAME    runs it on a wrong version
              grade HOST:PORT       asks any server what a correct one has to do

            In that folder:
              read                  makes pages of the docs, for a browser: without our code of what you write yourself
              check                 runs the steps in order, up to the first that is red
              hint [STEP]           what to think about
              progress              which steps are done
              reveal STEP           our code for a step that is done. --anyway shows it for any step, and --write puts
                                    whole classes of it in the place of yours
              assemble [OPTIONS]    the whole server on your module: all tests, then it serves the course, with the
                                    OPTIONS of the server. --anyway leaves the tests out
              run [DEMO]            as in the project, on your code
              start LAB             one more module in the same folder

            For those who change the project:
              prove [--quick] [LAB]     whether the labs can be done
              wrong --check [MODULE]    whether each wrong version is noticed by the test that its page names
              run --check               whether demos and commands print what the pages show
              record [NAME]             makes the recordings of docs/recordings anew
              record --check [NAME]     whether the recordings tell what the server does now

            With several labs in a folder: check LAB, progress LAB, hint and reveal --lab LAB.
            """;

    private Main() {}

    /** Runs a command. Returns its exit status: 1 if something is red, 2 if the command is wrong. */
    public static int run(Path root, List<String> arguments) throws Exception {
        List<String> rest = new ArrayList<>(arguments);
        String command = rest.isEmpty() ? "help" : rest.remove(0);
        try {
            return run(root, command, rest);
        } catch (LabException e) {
            System.err.println("lab: " + e.getMessage());
            return 2;
        }
    }

    private static int run(Path root, String command, List<String> rest) throws IOException, InterruptedException {
        switch (command) {
            case "start" -> start(root, rest);
            case "check" -> {
                LabFolder folder = LabFolder.open(root);
                String lab = folder.lab(rest);
                return new Check(folder, LabPage.of(root, lab)).run() ? 0 : 1;
            }
            case "read" -> read(root);
            case "hint" -> guide(root, rest).hint(rest);
            case "progress" -> {
                LabFolder folder = LabFolder.open(root);
                new Guide(folder, LabPage.of(root, folder.lab(rest))).progress();
            }
            case "reveal" -> {
                boolean anyway = rest.remove("--anyway");
                boolean write = rest.remove("--write");
                guide(root, rest).reveal(rest, anyway, write);
            }
            case "assemble" -> {
                return new Assemble(LabFolder.open(root)).run(rest);
            }
            case "grade" -> {
                return Grade.run(rest, root);
            }
            case "run" -> {
                return demo(new Project(root), rest);
            }
            case "record" -> {
                return record(new Recordings(new Project(root)), rest);
            }
            case "wrong" -> {
                return wrong(new Wrong(new Project(root)), rest);
            }
            case "prove" -> {
                return prove(root, rest) ? 0 : 1;
            }
            case "help", "--help", "-h" ->
                System.out.print(USAGE + "\nThe labs: " + String.join(", ", LabPage.names(root)) + "\n");
            default ->
                throw new LabException("there is no command \"" + command + "\"; without one, the lab lists them");
        }
        return 0;
    }

    private static int wrong(Wrong wrong, List<String> rest) throws IOException, InterruptedException {
        if (rest.remove("--check")) {
            return wrong.check(rest) ? 0 : 1;
        }
        boolean serve = rest.remove("--serve");
        if (rest.isEmpty() || wrong.project().modules().contains(rest.get(0))) {
            wrong.list(rest);
        } else if (serve) {
            new SideBySide(wrong.project()).run(rest.get(0));
        } else {
            wrong.predict(rest.get(0));
        }
        return 0;
    }

    private static int demo(Project project, List<String> rest) throws IOException, InterruptedException {
        if (rest.remove("--check")) {
            return new Transcripts(project).check() ? 0 : 1;
        }
        boolean onWrong = rest.size() == 3 && rest.get(1).equals("--on");
        if (rest.isEmpty()) {
            Demos.names(project.root()).forEach(System.out::println);
            return 0;
        }
        if (rest.size() != 1 && !onWrong) {
            throw new LabException("run DEMO, or run DEMO --on NAME with the name of a wrong version");
        }
        return new Demos(project).run(rest.get(0), onWrong ? Optional.of(rest.get(2)) : Optional.empty());
    }

    private static int record(Recordings recordings, List<String> rest) throws IOException, InterruptedException {
        if (rest.remove("--check")) {
            return recordings.check(rest) ? 0 : 1;
        }
        recordings.make(rest);
        return 0;
    }

    /** For those who change the project: whether each lab can be done. */
    private static boolean prove(Path root, List<String> rest) throws IOException, InterruptedException {
        boolean quick = rest.remove("--quick");
        List<String> complaints = new ArrayList<>();
        for (String lab : rest.isEmpty() ? LabPage.names(root) : rest) {
            complaints.addAll(new Prove(new Project(root), LabPage.of(root, lab)).run(quick));
        }
        complaints.addAll(new Wrong(new Project(root)).unfit());
        complaints.forEach(System.out::println);
        return complaints.isEmpty();
    }

    private static Guide guide(Path root, List<String> rest) throws IOException {
        LabFolder folder = LabFolder.open(root);
        int option = rest.indexOf("--lab");
        List<String> wanted = List.of();
        if (option >= 0 && option + 1 < rest.size()) {
            rest.remove(option);
            wanted = List.of(rest.remove(option));
        }
        return new Guide(folder, LabPage.of(root, folder.lab(wanted)));
    }

    private static void read(Path root) throws IOException, InterruptedException {
        Maven maven = Maven.in(root);
        if (maven.run(List.of("-pl", ".mvn/course", "package", "-DskipTests"), line -> {}) != 0) {
            throw new LabException("Maven could not make the pages: see " + maven.log());
        }
        System.out.println(
                "Open " + root.resolve("server/target/course/index.html").toUri() + " in your browser.");
    }

    private static void start(Path root, List<String> rest) throws IOException {
        if (LabFolder.is(root)) {
            if (rest.size() != 1) {
                throw new LabException("this folder has a lab already: \"start LAB\" adds another one here, and in the"
                        + " project \"start LAB FOLDER\" makes a folder");
            }
            Start.also(LabFolder.open(root), rest.get(0));
            LabPage page = LabPage.of(root, rest.get(0));
            System.out.println("Now there is a skeleton of " + page.name() + " here, too. Write the code in "
                    + page.packageFolder() + ",");
            System.out.println("and read docs/labs/" + page.name() + ".md beside it. Next: check");
            System.out.println("Pages that \"read\" had made showed our code of " + page.name()
                    + ", so they were deleted: make them again.");
            return;
        }
        if (rest.size() != 2) {
            throw new LabException("start LAB FOLDER, for example: start timer ../my-timer");
        }
        Path folder = Path.of(rest.get(1));
        LabPage page = LabPage.of(root, rest.get(0));
        Start.in(root, rest.get(0), folder);
        System.out.println(
                "Your folder is " + folder + ". Write the code in " + folder.resolve(page.packageFolder()) + ",");
        System.out.println("and read docs/labs/" + page.name() + ".md beside it. Then\n");
        System.out.println("  cd " + folder + "\n  java .mvn/lab/Lab.java check\n");
        System.out.println("The course without our code of " + page.name() + ", for a browser:\n");
        System.out.println("  java .mvn/lab/Lab.java read");
    }
}
