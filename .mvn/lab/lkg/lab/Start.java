package lkg.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes a learner's folder: the skeleton of a module, its tests, and the other modules. No line of our solution gets
 * there, neither as code nor as a quote in the docs.
 */
final class Start {

    private static final Set<String> LEFT_OUT = Set.of("target", "benchmarks", "wrong");

    /** It has the questions of an examination, with their answers. */
    private static final String FOR_TEACHERS = "teaching.md";

    /** Tests that look inside our solution, and tests of the whole project's docs and shape. */
    private static final Pattern OURS_ONLY = Pattern.compile("@Tag\\(\"inside\"\\)");

    private static final Pattern OF_THE_PROJECT = Pattern.compile("@Tag\\(\"project\"\\)");
    private static final Pattern QUOTE = Pattern.compile("(?ms)^```java (\\S+)\\R.*?^```$");

    private Start() {}

    /** Copies the project into a new folder, and makes the skeleton there. */
    static LabFolder in(Path project, String lab, Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new LabException(folder + " exists already: choose another name");
        }
        if (folder.toAbsolutePath()
                .normalize()
                .startsWith(project.toAbsolutePath().normalize())) {
            throw new LabException(folder + " is inside the project: name a folder beside it");
        }
        LabPage page = LabPage.of(project, lab);
        Files.createDirectories(folder);
        for (String file : List.of("pom.xml", ".mvn", "docs", "README.md", ".gitignore", ".editorconfig")) {
            copy(project.resolve(file), folder.resolve(file));
        }
        for (String module : new Project(project).modules()) {
            if (module.startsWith(".mvn")) {
                continue; // It has been copied with the folder that it is in.
            }
            copy(project.resolve(module), folder.resolve(module));
        }
        // A learner's warnings are no errors.
        Path pom = folder.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("<failOnWarning>true</failOnWarning>", ""));
        if (Files.exists(Libraries.folder(project))) {
            copy(Libraries.folder(project), Libraries.folder(folder));
        }
        LabFolder labFolder = LabFolder.create(folder, project);
        for (String module : new Project(folder).modules()) {
            deleteTests(new Project(folder).testSources(module), OF_THE_PROJECT);
        }
        makeSkeleton(folder, page);
        labFolder.add(lab);
        return labFolder;
    }

    /** One more lab in a learner's folder. */
    static void also(LabFolder folder, String lab) throws IOException {
        if (folder.labs().contains(lab)) {
            throw new LabException("the lab " + lab + " was started here already");
        }
        LabPage page = LabPage.of(folder.root(), lab);
        makeSkeleton(folder.root(), page);
        // What was built before has our code of it: the pages show it.
        LabFiles.delete(folder.root().resolve("server/target"));
        LabFiles.delete(folder.root().resolve(page.module()).resolve("target"));
        folder.add(lab);
    }

    static void makeSkeleton(Path root, LabPage lab) throws IOException {
        List<Path> sources = Project.javaFiles(root.resolve(lab.packageFolder()));
        for (SourceFile file : SourceFile.parse(sources)) {
            if (file.types().isEmpty()) {
                continue;
            }
            Optional<String> skeleton =
                    lab.isConnection() ? Optional.of(new StateSkeleton(lab).of(file)) : new Skeleton(lab).of(file);
            if (skeleton.isPresent()) {
                Files.writeString(file.path(), skeleton.get());
            } else {
                Files.delete(file.path());
            }
        }
        deleteTests(root.resolve(lab.testFolder()), OURS_ONLY);
        removeQuotes(root, lab);
    }

    private static void deleteTests(Path folder, Pattern tag) throws IOException {
        for (Path test : Project.javaFiles(folder)) {
            if (tag.matcher(Files.readString(test)).find()) {
                Files.delete(test);
            }
        }
    }

    /** The chapters quote our code: of the module that is to be written, that would be the solution. */
    private static void removeQuotes(Path root, LabPage lab) throws IOException {
        String prefix = lab.packageFolder().toString().replace('\\', '/');
        try (var pages = Files.walk(root.resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                String text = Files.readString(page);
                Files.writeString(page, QUOTE.matcher(text).replaceAll(quote -> withoutSolution(quote, prefix)));
            }
        }
    }

    private static String withoutSolution(MatchResult quote, String prefix) {
        String text = quote.group(1).startsWith(prefix)
                ? "> Here stands our code, from `" + quote.group(1) + "`. In this folder it is yours."
                : quote.group();
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.endsWith(FOR_TEACHERS)) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
