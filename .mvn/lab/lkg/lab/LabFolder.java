package lkg.lab;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A learner's folder, and what the lab remembers about it. */
final class LabFolder {

    private final Path root;
    private final Properties memory = new Properties();

    private LabFolder(Path root) {
        this.root = root;
    }

    static boolean is(Path root) {
        return Files.exists(file(root));
    }

    /** Makes a project's copy a learner's folder; {@code origin} is the project. */
    static LabFolder create(Path root, Path origin) throws IOException {
        LabFolder folder = new LabFolder(root);
        folder.memory.setProperty("origin", origin.toAbsolutePath().normalize().toString());
        folder.save();
        return folder;
    }

    static LabFolder open(Path root) throws IOException {
        if (!is(root)) {
            throw new LabException("this is the project itself: first \"start LAB FOLDER\", then work in that folder");
        }
        LabFolder folder = new LabFolder(root);
        try (Reader in = Files.newBufferedReader(file(root))) {
            folder.memory.load(in);
        }
        return folder;
    }

    Path root() {
        return root;
    }

    /** The project that the folder was made from. It holds our solution. */
    Path origin() {
        Path origin = Path.of(memory.getProperty("origin"));
        if (!Files.exists(origin.resolve(".mvn/lab/Lab.java"))) {
            throw new LabException("our code is not in this folder, and the project is no longer at " + origin
                    + ": write its new place into " + root.relativize(file(root)));
        }
        return origin;
    }

    List<String> labs() {
        return Stream.of(memory.getProperty("labs", "").split(","))
                .filter(lab -> !lab.isEmpty())
                .toList();
    }

    /** The lab that was started last, or {@code wanted} if it was started here. */
    String lab(List<String> wanted) {
        List<String> labs = labs();
        if (wanted.isEmpty()) {
            return labs.get(labs.size() - 1);
        }
        if (!labs.contains(wanted.get(0))) {
            throw new LabException(
                    "the lab " + wanted.get(0) + " was not started here, but " + String.join(", ", labs));
        }
        return wanted.get(0);
    }

    void add(String lab) throws IOException {
        memory.setProperty(
                "labs",
                String.join(",", Stream.concat(labs().stream(), Stream.of(lab)).toList()));
        save();
    }

    /** How many steps of a lab were green, one after the other, at the last check. */
    int done(String lab) {
        return Integer.parseInt(memory.getProperty("done." + lab, "0"));
    }

    void setDone(String lab, int steps) throws IOException {
        memory.setProperty("done." + lab, Integer.toString(steps));
        save();
    }

    private void save() throws IOException {
        Files.createDirectories(file(root).getParent());
        try (Writer out = Files.newBufferedWriter(file(root))) {
            memory.store(out, "What the lab remembers");
        }
    }

    private static Path file(Path root) {
        return root.resolve(".lab/lab.properties");
    }
}
